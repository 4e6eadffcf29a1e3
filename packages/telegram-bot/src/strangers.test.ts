import { expect, test } from "vitest";
import { logLines } from "../test/support/bot-api.ts";
import { Strangers } from "./strangers.ts";

test("ten thousand messages of strangers are one line a minute, with the number and the last id", () => {
  let now = 0;
  const log = logLines();
  const strangers = new Strangers(log, () => now);
  for (let index = 0; index < 10_000; index += 1) strangers.turnAway(4242);
  expect(log.lines).toEqual([
    "info Ignored 1 messages of people who may not use the bot, the last by the Telegram user 4242",
  ]);
  now = 60_000;
  strangers.turnAway(undefined);
  expect(log.lines[1]).toBe("info Ignored 10000 messages of people who may not use the bot");
});
