import { describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { realFlood } from "../limits.ts";
import type { TelegramChat } from "../types.ts";
import { FloodControl } from "./flood.ts";

const anna: TelegramChat = { id: 1, type: "private" };
const ben: TelegramChat = { id: 2, type: "private" };
const family: TelegramChat = { id: -1, type: "group" };

function spendAll(flood: FloodControl, chat: TelegramChat): number {
  let spent = 0;
  try {
    for (; spent < 1000; spent += 1) flood.spend(chat);
  } catch {
    // The refusal is what the count waits for; its text has a test of its own.
  }
  return spent;
}

describe("flood control", () => {
  it("lets five messages burst in a private chat, then one a second; other chats go on", async () => {
    const clock = createManualClock();
    const flood = new FloodControl(clock, realFlood);
    expect(spendAll(flood, anna)).toBe(5);
    flood.spend(ben);
    await clock.advance(2000);
    expect(spendAll(flood, anna)).toBe(2);
  });

  it("lets twenty a minute into a group and says how long to wait", async () => {
    const clock = createManualClock();
    const flood = new FloodControl(clock, realFlood);
    expect(spendAll(flood, family)).toBe(20);
    expect(() => flood.spend(family)).toThrow("Too Many Requests: retry after 3");
    await clock.advance(3000);
    flood.spend(family);
  });

  it("holds for the whole bot", () => {
    const flood = new FloodControl(createManualClock(), { ...realFlood, globalPerSecond: 3 });
    expect(spendAll(flood, anna)).toBe(3);
    expect(() => flood.spend(ben)).toThrow("Too Many Requests: retry after 1");
  });

  it("never refuses when it is off", () => {
    expect(spendAll(new FloodControl(createManualClock(), "off"), anna)).toBe(1000);
  });
});
