import { expect, test } from "vitest";
import { type Log, redact, redactingLog } from "./log.ts";

const token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

test.each([
  ["a token in a URL", `https://api.telegram.org/bot${token}/getMe`],
  ["a percent-encoded token", `bot${encodeURIComponent(token)}`],
  ["an authorization header", '{"authorization": "Bearer s3cr3t-words"}'],
  ["a token parameter", "ws://core/logs?level=info&token=s3cr3t-words"],
  ["user info in an address", "socks5h://user:s3cr3t-words@proxy:1080"],
])("%s does not get through", (_, text) => {
  const clean = redact(text);
  expect(clean).not.toContain("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
  expect(clean).not.toContain("s3cr3t-words");
});

test("secrets that are known are cut out wherever they stand, also percent-encoded", () => {
  expect(redact("a p@ss/word b p%40ss%2Fword c", ["p@ss/word"])).toBe("a <secret> b <secret> c");
});

test("a very short secret does not turn the text into a puzzle", () => {
  expect(redact("abc", ["a"])).toBe("abc");
});

test("plain sentences stay as they are", () => {
  expect(redact("Telegram: online (12:30:45)")).toBe("Telegram: online (12:30:45)");
});

test("the log is cleaned at every level", () => {
  const lines: string[] = [];
  const sink: Log = {
    debug: (m) => lines.push(m),
    info: (m) => lines.push(m),
    warn: (m) => lines.push(m),
    error: (m) => lines.push(m),
  };
  const log = redactingLog(sink, ["hunter2"]);
  log.debug("hunter2");
  log.info("hunter2");
  log.warn("hunter2");
  log.error("hunter2");
  expect(lines).toEqual(["<secret>", "<secret>", "<secret>", "<secret>"]);
});
