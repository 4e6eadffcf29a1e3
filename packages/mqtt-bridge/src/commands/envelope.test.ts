import { ControllerError } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { BadCommand, describeError, maxCommandBytes, readRequest } from "./envelope.ts";

const read = (text: string) => readRequest(Buffer.from(text));

describe("request", () => {
  it("keeps the asker's part apart from the operation's input", () => {
    expect(read('{"transaction":"42","timeout_ms":500,"group":"Proxy","node":"HK 01"}')).toEqual({
      transaction: "42",
      timeoutMs: 500,
      input: { group: "Proxy", node: "HK 01" },
    });
  });

  it("may be empty", () => {
    expect(read(" ")).toEqual({ transaction: undefined, timeoutMs: undefined, input: {} });
  });

  it.each([
    ["{", "not JSON"],
    ['"HK 01"', "must be a JSON object"],
    ["[1]", "must be a JSON object"],
    ["null", "must be a JSON object"],
    ['{"transaction":7}', "transaction must be a string"],
    [`{"transaction":"${"x".repeat(65)}"}`, "at most 64 characters"],
    ['{"timeout_ms":-1}', "timeout_ms must be a number"],
    [`{"a":"${"x".repeat(maxCommandBytes)}"}`, "at most 8192 are taken"],
  ])("%s is refused with a sentence that says what to mend", (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});

describe("error answer", () => {
  it("carries the code of core and whether trying again may help", () => {
    expect(describeError(new ControllerError("timeout", "The core did not answer."))).toEqual({
      code: "timeout",
      message: "The core did not answer.",
      retryable: true,
    });
    expect(describeError(new ControllerError("not-found", "No such node."))).toMatchObject({
      code: "not-found",
      retryable: false,
    });
    expect(describeError(new BadCommand("rate-limited", "Slow down."))).toMatchObject({
      code: "busy",
      reason: "rate-limited",
      retryable: true,
    });
  });

  it("tells nothing of an unforeseen failure's insides", () => {
    expect(JSON.stringify(describeError(new Error("password is hunter2")))).not.toContain("hunter2");
  });
});
