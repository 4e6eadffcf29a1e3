import { describe, expect, test } from "vitest";
import { encodePress } from "../src/callback/codec.ts";
import { controllerRef, looseRef } from "../src/callback/ref.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

const streaming = looseRef("group", "🎬 Streaming");
const data = (action: Parameters<typeof encodePress>[0]["action"]) =>
  encodePress({ controller: controllerRef("home"), action });
const node = (name: string) => looseRef("node", name);

describe("old, stale and forged buttons", () => {
  test.each([
    ["another version", "0:AAAA:hm"],
    ["nonsense", "<b>\u0000"],
    ["a name as others use it", "select:Proxy:DIRECT"],
  ])("with %s lead to the menu with a word", async (_, forged) => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/help", "You are");
    const { chatId, messageId } = ada.console;
    expect((await ada.user.press(chatId, messageId, { data: forged })).text).toContain("older version");
    await ada.sees("Mode: rule");
    expectNothingRefused(api);
  });

  test.each([
    [
      "a controller that is not there",
      encodePress({ controller: "AAAA", action: { do: "home" } }),
      "That controller is not here",
    ],
    ["a group that is gone", data({ do: "group", group: "AAAAAAAA", page: 0, tap: "u" }), "That group is gone"],
    ["a node that is gone", data({ do: "select", group: streaming, node: node("gone"), page: 0 }), "That node is gone"],
    [
      "a node of another group",
      data({ do: "select", group: streaming, node: node("REJECT"), page: 0 }),
      "That node is gone",
    ],
    ["a test that is over", data({ do: "stopTest", job: "AAAAAAAA" }), "No test is running"],
    ["a question that is over", data({ do: "confirm", question: "AAAAAAAA" }), "has expired"],
    ["a search that is forgotten", data({ do: "found", page: 0 }), "was forgotten"],
  ])("of %s do nothing and say so", async (_, forged, toast) => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    const { chatId, messageId } = ada.console;
    expect((await ada.user.press(chatId, messageId, { data: forged })).text).toContain(toast);
    await ada.seesButton(/Home|Nodes|Back/);
    expect(core.record.filter(({ method }) => method !== "GET" && method !== "OPTIONS")).toEqual([]);
    expectNothingRefused(api);
  });

  test("an undo of a group that was switched again since does nothing", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await ada.go(/HK 02/, /Now: 🇭🇰 HK 02/);
    const undo = (await ada.seesButton("↩️ Undo")).buttons.flat().find(({ text }) => text.includes("Undo"));
    const group = core.world.group("🎬 Streaming");
    if (group === undefined) throw new Error("the house has no such group");
    core.world.select(group, "♻️ Auto");
    const { chatId, messageId } = ada.console;
    const { text } = await ada.user.press(chatId, messageId, { data: undo?.callback_data ?? "" });
    expect(text).toBe("It was switched again since; this undo no longer holds.");
    expect(core.world.group("🎬 Streaming")?.current().name).toBe("♻️ Auto");
  });

  test("buttons of before a restart work: nothing is stored", async () => {
    const first = await house();
    const ada = new Client(first.api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await first.bot.stop();
    const { startBot } = await import("../src/index.ts");
    await using bot = await startBot({
      config: { token: first.api.token, "api-root": first.api.url, users: { "1001": "admin" } },
      controllers: first.controllers,
    });
    await bot.ready;
    await ada.go(/HK 02/, /Now: 🇭🇰 HK 02/);
    expect(first.core.world.group("🎬 Streaming")?.current().name).toMatch(/HK 02/);
  });

  test("a press that waited while the bot was away changes nothing", async () => {
    const first = await house();
    const ada = new Client(first.api);
    await ada.write("/dns", "Empty the core's DNS cache");
    await first.bot.stop();
    first.core.record.clear();
    const pressed = ada.press("Flush DNS");
    const { startBot } = await import("../src/index.ts");
    await using bot = await startBot({
      config: { token: first.api.token, "api-root": first.api.url, users: { "1001": "admin" } },
      controllers: first.controllers,
    });
    await bot.ready;
    expect(await pressed).toContain("I was away when you tapped");
    expect(first.core.record.filter({ method: "POST" })).toEqual([]);
  });
});
