import { operations } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { describeOperations, pageKeys } from "./describe.ts";

describe("request/describe", () => {
  it("tells what one operation takes and answers", () => {
    expect(describeOperations({ operation: "select-node" })).toMatchObject({
      operation: "select-node",
      danger: "reversible",
      input: { type: "object", required: ["group", "node"] },
      output: { type: "object" },
    });
  });

  it("lists all operations with their inputs, within what a broker takes", () => {
    const all = describeOperations({});
    expect(all).toMatchObject({ total: Object.keys(operations).length });
    expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThan(200_000);
  });

  it.each([
    [{ operation: "explode" }, 'no operation "explode"'],
    [{ operation: "__proto__" }, "no operation"],
    [{ operation: 7 }, "no operation 7"],
    [{ verb: "select-node" }, 'takes no "verb"'],
  ])("refuses %j with a sentence", (input, sentence) => {
    expect(() => describeOperations(input)).toThrow(sentence);
  });

  it("knows which listings have pages", () => {
    expect([pageKeys("list-nodes"), pageKeys("list-connections"), pageKeys("flush-dns")]).toEqual([
      ["limit", "offset"],
      ["limit"],
      [],
    ]);
  });
});
