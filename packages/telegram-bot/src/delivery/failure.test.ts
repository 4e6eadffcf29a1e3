import { inspect } from "node:util";
import { GrammyError, HttpError } from "grammy";
import { describe, expect, test } from "vitest";
import { classifyFailure, failureText } from "./failure.ts";

const refused = (code: number, description: string, parameters = {}) =>
  new GrammyError(
    "Call to 'editMessageText' failed!",
    { ok: false, error_code: code, description, parameters },
    "editMessageText",
    {},
  );
const lost = (code?: string) =>
  new HttpError(
    "Network request for 'sendMessage' failed!",
    Object.assign(new Error("https://x/bot1:AAAA/sendMessage"), { code }),
  );

describe("classifyFailure", () => {
  test.each([
    [400, "Bad Request: message is not modified: specified new message content…", { kind: "not-modified" }],
    [400, "Bad Request: query is too old and response timeout expired or query ID is invalid", { kind: "too-late" }],
    [400, "Bad Request: message to edit not found", { kind: "gone" }],
    [400, "Bad Request: message can't be edited", { kind: "gone" }],
    [400, "Bad Request: MESSAGE_ID_INVALID", { kind: "gone" }],
    [400, "Bad Request: can't parse entities: Unsupported start tag", { kind: "markup" }],
    [400, "Bad Request: message is too long", { kind: "markup" }],
    [400, "Bad Request: reply markup is too long", { kind: "keyboard" }],
    [400, "Bad Request: BUTTON_DATA_INVALID", { kind: "keyboard" }],
    [400, "Bad Request: chat not found", { kind: "blocked" }],
    [400, "Bad Request: something new", { kind: "other" }],
    [401, "Unauthorized", { kind: "token" }],
    [403, "Forbidden: bot was blocked by the user", { kind: "blocked" }],
    [404, "Not Found", { kind: "token" }],
    [409, "Conflict: terminated by other getUpdates request", { kind: "conflict", webhook: false }],
    [409, "Conflict: can't use getUpdates method while webhook is active", { kind: "conflict", webhook: true }],
    [500, "Internal Server Error", { kind: "server" }],
    [502, "Bad Gateway", { kind: "server" }],
  ])("%i %s", (code, description, failure) => {
    expect(classifyFailure(refused(code, description))).toEqual(failure);
  });

  test("an answer without a code is none of Telegram's, but of a server on the way", () => {
    const foreign = new GrammyError("Call to 'getMe' failed!", { status: "sign in" } as never, "getMe", {});
    expect(classifyFailure(foreign)).toEqual({ kind: "server" });
    expect(failureText(foreign)).toBe("getMe: the answer is none of Telegram's");
  });

  test("a flood names its seconds", () => {
    expect(classifyFailure(refused(429, "Too Many Requests: retry after 7", { retry_after: 7 }))).toEqual({
      kind: "flood",
      seconds: 7,
    });
  });

  test("a socket that never opened cannot have delivered anything; any other may", () => {
    expect(classifyFailure(lost("ECONNREFUSED"))).toEqual({ kind: "network", sent: false });
    expect(classifyFailure(lost("ECONNRESET"))).toEqual({ kind: "network", sent: true });
    expect(classifyFailure(lost())).toEqual({ kind: "network", sent: true });
  });

  test("anything else is something else", () => {
    expect(classifyFailure(new Error("bug"))).toEqual({ kind: "other" });
  });
});

test("the text for the log names method, code and the server's words, and never an address with the token", () => {
  expect(failureText(refused(400, "Bad Request: x"))).toBe("editMessageText: 400 Bad Request: x");
  expect(failureText(lost("ECONNRESET"))).toBe("Network request for 'sendMessage' failed!");
  expect(inspect(lost())).toContain("bot1:AAAA");
  expect(failureText(new TypeError("x"))).toBe("TypeError: x");
  expect(failureText("x")).toBe("unknown error");
});
