import { describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { maxOptionsPart, optionsMessages, readOptionsPart } from "./options-parts.ts";

const topics = topicsOf("pointsman", "attic").controller("home");
const listOf = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, index) => ({ name: `🇭🇰 ${index} ${"x".repeat(80)}` })));

describe("the list of a group's members", () => {
  it("is one message as long as small peers can take it", () => {
    const text = listOf(10);
    expect(optionsMessages(topics, "proxy-1", text)).toMatchObject([
      { topic: "pointsman/home/group/proxy-1/options", payload: text, retain: true },
    ]);
  });

  it("is in numbered parts where it is longer, with all members in their order, and says how many parts there are", () => {
    const text = listOf(6000);
    const messages = optionsMessages(topics, "proxy-1", text);
    const [about] = messages.splice(-1);
    expect(about).toMatchObject({ topic: "pointsman/home/group/proxy-1/options", retain: true });
    expect(JSON.parse(about?.payload ?? "")).toEqual({ parts: messages.length, total: 6000 });
    expect(messages.length).toBeGreaterThan(2);
    for (const [index, { topic, payload }] of messages.entries()) {
      expect(topic).toBe(`pointsman/home/group/proxy-1/options/${index}`);
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(maxOptionsPart);
      expect(readOptionsPart(topics, topic)).toEqual({ slug: "proxy-1", index });
    }
    expect(messages.flatMap(({ payload }) => JSON.parse(payload))).toEqual(JSON.parse(text));
  });

  it("is not mixed up with other topics", () => {
    for (const end of ["group/a/options", "group/a/now", "group/a/options/x", "provider/a/options/1"])
      expect(readOptionsPart(topics, `pointsman/home/${end}`)).toBeUndefined();
  });
});
