import type { BotApiFault } from "@pointsman/simulator";
import { describe, expect, test } from "vitest";
import { expectNothingRefused, refusals } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

describe("when Telegram is difficult", () => {
  test("an outage in the middle of everything is survived, and the screen that was asked for comes", async () => {
    const { api, bot, log } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    api.faults.outage();
    await log.line(/^warn Telegram cannot be reached/);
    expect(bot.health).toBe("unreachable");
    api.faults.restore();
    await log.line(/online again/);
    await ada.go("Nodes", "Which group?");
    expect(bot.health).toBe("online");
  });

  test.each([
    ["a page in place of JSON", { kind: "answer" }],
    ["JSON under the name of a page", { kind: "answer", body: '{"error":"quota"}' }],
    ["a front server's page", { kind: "bad-gateway" }],
    ["half an answer", { kind: "truncated" }],
  ] as const satisfies readonly (readonly [string, BotApiFault])[])(
    "%s keeps no screen away that somebody asked for",
    async (_, fault) => {
      const { api, log } = await house();
      const ada = new Client(api);
      await ada.write("/menu", "Home");
      api.faults.add("editMessageText", fault);
      await ada.go("Nodes", "Which group?");
      expect(ada.user.messages().filter(({ from }) => from === "bot")).toHaveLength(1);
      expect(log.lines.filter((line) => line.startsWith("error"))).toEqual([]);
      expectNothingRefused(api);
    },
  );

  test("a message whose answer was lost stands in the chat once, and its buttons work", async () => {
    const { api, bot } = await house();
    const ada = new Client(api);
    api.faults.add("sendMessage", { kind: "reset", applied: true });
    await ada.write("/menu", "Mode: rule");
    await ada.go("Nodes", "Which group?");
    await bot.settled();
    expect(api.calls.of("sendMessage")).toHaveLength(1);
    expect(ada.user.messages().filter(({ from }) => from === "bot")).toHaveLength(1);
  });

  test("a flood silences the chat as long as Telegram asks, while presses are still answered", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    api.faults.add("editMessageText", { kind: "retry-after", seconds: 2 });
    const blocked = api.calls.next("editMessageText");
    await ada.press("Nodes");
    await blocked;
    await ada.press("DNS");
    const edits = () => api.calls.of("editMessageText").length;
    expect(edits()).toBe(1);
    await ada.sees("Empty the core's DNS cache");
    expect(edits()).toBe(2);
  });

  test("a message that was deleted is replaced by a new one when somebody presses", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    api.faults.restore();
    const { chatId, messageId, buttons } = ada.console;
    const nodes = buttons.flat().find(({ text }) => text.includes("Nodes"))?.callback_data ?? "";
    await fetch(`${api.url}/bot${api.token}/deleteMessage?chat_id=${chatId}&message_id=${messageId}`);
    await ada.user.press(chatId, messageId, { data: nodes });
    await ada.sees("Which group?");
    expect(ada.console.messageId).toBeGreaterThan(messageId);
    expect(refusals(api.calls.all)).toEqual([expect.stringContaining("message to edit not found")]);
  });

  test("somebody who blocks the bot ends the live view, and nothing else", async () => {
    const { core, api, log } = await house();
    const ada = new Client(api);
    await ada.write("/errors", "⏺ live");
    ada.user.block();
    const refused = api.calls.next("editMessageText");
    core.world.log("error", "something");
    await refused;
    core.world.log("error", "something else");
    ada.user.unblock();
    await ada.write("/menu", "Home");
    expect(log.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("the token is in no line of the log, whatever goes wrong", async () => {
    const { api, bot, log } = await house();
    for (const fault of [
      { kind: "bad-gateway" },
      { kind: "unauthorized" },
      { kind: "conflict" },
      { kind: "reset" },
      { kind: "truncated" },
    ] as const) {
      const seen = log.lines.length;
      api.faults.outage(fault);
      await expect.poll(() => log.lines.length, { timeout: 5000 }).toBeGreaterThan(seen);
    }
    await bot.stop();
    expect(log.lines.length).toBeGreaterThan(4);
    expect(log.lines.join("\n")).not.toContain(api.token.split(":")[1]);
  });
});

describe("when the controller is difficult", () => {
  test("presses are answered at once while it hangs", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/dns", "Empty the core's DNS cache");
    core.faults.set("/", { kind: "hang" });
    expect(await ada.press("Flush DNS")).toBeUndefined();
  });

  test("an unreachable controller is a red dot, and comes back by itself", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Mode: rule");
    core.faults.set("/", { kind: "drop" });
    const away = (title: string) =>
      new RegExp(`^🔴.* › ${title}\\nThe controller does not answer\\.\\nContact lost: \\d\\d-\\d\\d \\d\\d:\\d\\d\\n`);
    await ada.sees(away("Home"));
    await ada.go("DNS", away("DNS"));
    expect(await ada.press("Flush DNS")).toBe("❗ The core cannot be reached.");
    await ada.go("Back", away("Home"));
    await ada.seesButton("🔄");
    core.faults.clear();
    await ada.press("🔄");
    await ada.sees(/^🟢(?:(?!Contact lost)[\s\S])*$/);
    expectNothingRefused(api);
  });

  test("a refused action says so in the toast and on the screen", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/dns", "Empty the core's DNS cache");
    core.faults.set(
      { method: "POST", path: "/cache/dns/flush" },
      {
        kind: "answer",
        status: 503,
        body: '{"message":"no cache here"}\n',
        headers: { "Content-Type": "application/json" },
      },
    );
    expect(await ada.press("Flush DNS")).toBe("❗ The core refused. (no cache here)");
    await ada.sees("❗ The core refused. (no cache here)");
    expectNothingRefused(api);
  });
});

describe("the end", () => {
  test("a live view says goodbye, and nothing leaves afterwards", async () => {
    const { core, api, bot } = await house();
    const ada = new Client(api);
    await ada.write("/errors", "⏺ live");
    await bot.stop();
    await ada.sees("The bot was stopped");
    expect(bot.health).toBe("stopped");
    const calls = api.calls.all.length;
    core.world.log("error", "later");
    await bot.stop();
    expect(api.calls.all).toHaveLength(calls);
  });

  test.each([
    ["Telegram answers nothing", "black-hole"],
    ["Telegram is down", "bad-gateway"],
  ] as const)("comes within five seconds while %s and a test runs", async (_, kind) => {
    const { core, api, bot } = await house();
    const ada = new Client(api);
    await ada.write("/test", "Test what?");
    core.faults.set(/\/delay/, { kind: "hang" });
    await ada.press("Streaming");
    await ada.sees("Testing");
    api.faults.outage({ kind });
    const from = performance.now();
    await bot.stop();
    expect(performance.now() - from).toBeLessThan(5000);
  });

  test("a view rests when nobody has tapped for long, and a tap wakes it", async () => {
    const { core, api } = await house({ pace: { liveMs: 300 } });
    const ada = new Client(api);
    await ada.write("/errors", "⏸ As of");
    expect(core.faults.openStreams("/logs")).toBeLessThanOrEqual(1);
    await ada.go("Resume", "⏺ live");
    expectNothingRefused(api);
  });
});
