import { describe, expect, test } from "vitest";
import { rowOf } from "../endpoints/index.ts";
import { callName, coreName, failure } from "./failure.ts";

test("the core is called by its controller's name, where it has one", () => {
  expect(coreName({})).toBe("The core");
  expect(coreName({ controller: "home" })).toBe('The core "home"');
  expect([callName({}), callName({ id: "version.get" })]).toEqual(["the call", "version.get"]);
});

test("nothing secret leaves in a sentence or in the core's own words", () => {
  const redact = (text: string): string => text.replaceAll("s3cret", "•••");
  expect(failure("rejected", "It said s3cret.", { redact }, { status: 400, detail: "s3cret" })).toMatchObject({
    message: "It said •••.",
    detail: "•••",
  });
});

describe("the effect of a failure", () => {
  const command = { id: "cache.flushDns", row: rowOf("cache.flushDns") } as const;
  test.each([
    ["none, where the command was not sent", { ...command, sent: false }, {}, "none"],
    ["unknown, where it was sent and nothing came back", { ...command, sent: true }, {}, "unknown"],
    ["told by the answer, where one came", { ...command, sent: true }, { status: 400 }, undefined],
    [
      "no question, where it was a query",
      { id: "version.get" as const, row: rowOf("version.get"), sent: true },
      {},
      undefined,
    ],
  ])("is %s", (_, context, facts, effect) => {
    expect(failure("timeout", "x", context, facts).effect).toBe(effect);
  });
});
