import type { BotApi } from "@pointsman/simulator";
import { describe, expect, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

const users = { "1001": "admin", "1002": "operator" } as const;

const answersAndEdits = (api: BotApi): string[] =>
  api.calls.all.map(({ method }) => method).filter((method) => /^(?:answer|edit|send)/.test(method));

describe("two people at once", () => {
  test("are served one after the other, and both see what came of it", async () => {
    const { core, api, audit } = await house({ users, pace: { answerMs: 12_000 } });
    const [ada, bob] = [new Client(api, 1001), new Client(api, 1002, "en", "Bob")];
    for (const client of [ada, bob]) {
      await client.write("/nodes", "Which group?");
      await client.go("Streaming", "Tap a node to switch");
    }
    core.faults.set({ method: "PUT" }, { kind: "slow", ms: 300 });
    core.record.clear();
    const toasts = await Promise.all([ada.press(/^🇭🇰 HK 02/), bob.press(/^🇭🇰 HK 03/)]);
    expect(toasts[0]).toMatch(/^✅ 🎬 Streaming → 🇭🇰 HK 02/);
    expect(toasts[1]).toMatch(/^✅ 🎬 Streaming → 🇭🇰 HK 03/);
    const final = core.world.group("🎬 Streaming")?.current().name ?? "";
    for (const client of [ada, bob]) await client.sees(`Now: ${final}`);
    // The later one found what the earlier one had left.
    const done = audit.filter(({ operation }) => operation === "select-node");
    expect(done.map(({ actor }) => actor.id).toSorted()).toEqual(["1001", "1002"]);
    const moves = done.map(({ result }) => result as { was: string; now: string });
    const [last, first] = moves.toSorted((a, b) => Number(b.now === final) - Number(a.now === final));
    expect([last?.now, last?.was]).toEqual([final, first?.now]);
    expectNothingRefused(api);
  });
});

describe("one press", () => {
  test("is one answer and one edit, also where its outcome comes late", async () => {
    const { core, api, bot } = await house({ pace: { answerMs: 50 } });
    const ada = new Client(api);
    await ada.write("/dns", "Empty the core's DNS cache");
    core.faults.set({ method: "POST" }, { kind: "slow", ms: 500 });
    await bot.settled();
    api.calls.clear();
    expect(await ada.go("Flush DNS", "✅ DNS cache flushed")).toBeUndefined();
    expect(answersAndEdits(api)).toEqual(["answerCallbackQuery", "editMessageText"]);
    expectNothingRefused(api);
  });
});
