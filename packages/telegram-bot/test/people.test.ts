import { describe, expect, test } from "vitest";
import { encodePress } from "../src/callback/codec.ts";
import { controllerRef, looseRef } from "../src/callback/ref.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

const streaming = looseRef("group", "🎬 Streaming");
const proxy = looseRef("group", "Proxy");
const data = (action: Parameters<typeof encodePress>[0]["action"], controller = "home") =>
  encodePress({ controller: controllerRef(controller), action });

/** Everything that was asked of Telegram since the log was cleared, the poll aside. */
const outgoing = (api: Awaited<ReturnType<typeof house>>["api"]) =>
  api.calls.all.filter(({ method }) => method !== "getUpdates").map(({ method }) => method);

describe("people", () => {
  test("who are not in the config get nothing at all, and one line in the log", async () => {
    const { core, api, log } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    const stranger = api.user({ id: 4242, name: "Mallory" });
    api.calls.clear();
    core.record.clear();
    for (let index = 0; index < 50; index += 1) stranger.send(`/start ${index}`);
    const { messageId } = stranger.messages().at(-1)!;
    const press = stranger.press(4242, messageId, { data: data({ do: "home" }) }).catch(() => "never answered");
    await log.line(/Ignored .* 4242/);
    await ada.write("/help", "You are: admin.");
    expect(outgoing(api)).toEqual(["sendMessage"]);
    expect(stranger.messages().filter(({ from }) => from === "bot")).toEqual([]);
    expect(log.lines.filter((line) => line.includes("4242"))).toHaveLength(1);
    await api.stop();
    await press;
  });

  test("in a group are not answered, not even the owner", async () => {
    const { api } = await house();
    const ada = new Client(api);
    const family = api.chat({ id: -100, title: "Family", type: "group", members: [1001] });
    api.calls.clear();
    ada.user.send("/menu", { chatId: family.id });
    await ada.write("/menu", "Home");
    expect(outgoing(api).filter((method) => method === "sendMessage")).toHaveLength(1);
  });

  test("who may only look see no buttons that act, and forged presses are refused", async () => {
    const { core, api } = await house({ users: { "1001": "viewer" } });
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    expect(ada.labels).not.toContain("⚡ Test");
    await ada.go("Nodes", "Which group?");
    await ada.go("Streaming", "You may look here");
    const was = core.world.group("🎬 Streaming")?.current().name;
    const { chatId, messageId } = ada.console;
    const member = core.world.group("🎬 Streaming")?.members().at(-1)?.name ?? "";
    for (const forged of [
      data({ do: "select", group: streaming, node: looseRef("node", member), page: 0 }),
      data({ do: "flushDns" }),
      data({ do: "testGroup", group: streaming }),
      data({ do: "setMode", mode: "rule" }),
    ]) {
      const { text } = await ada.user.press(chatId, messageId, { data: forged });
      expect(text).toMatch(/not allowed|may not/);
    }
    expect(core.world.group("🎬 Streaming")?.current().name).toBe(was);
    expect(core.record.filter(({ method }) => method !== "GET" && method !== "OPTIONS")).toEqual([]);
    expectNothingRefused(api);
  });

  test("who are limited to a group switch that one and no other", async () => {
    const { core, api } = await house({ users: { "1001": { role: "operator", groups: ["🎬 Streaming"] } } });
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await ada.go(/HK 02/, /Now: 🇭🇰 HK 02/);
    await ada.go("Back", "Which group?");
    await ada.go(/Proxy →/, "You may look here");
    const { chatId, messageId } = ada.console;
    const forged = data({ do: "select", group: proxy, node: looseRef("node", "DIRECT"), page: 0 });
    expect((await ada.user.press(chatId, messageId, { data: forged })).text).toContain("not allowed");
    expect(core.world.group("Proxy")?.current().name).not.toBe("DIRECT");
    expectNothingRefused(api);
  });

  test("who may see one controller cannot reach another by a forged press", async () => {
    const { api } = await house({
      controllers: ["home", "cabin"],
      users: { "1001": "admin", "1002": { role: "admin", controllers: ["home"] } },
    });
    const ada = new Client(api);
    await ada.write("/controllers", "Which one shall this chat steer?");
    await ada.go("cabin", "cabin › Home");
    const bob = new Client(api, 1002);
    await bob.write("/menu", "home › Home");
    await bob.go("More", "home › More");
    await bob.go("Controllers", "Which one shall this chat steer?");
    expect(bob.labels.join(" ")).not.toContain("cabin");
    const { chatId, messageId } = bob.console;
    const answer = await bob.user.press(chatId, messageId, { data: data({ do: "useController" }, "cabin") });
    expect(answer.text).toBe("That controller is not here any more.");
    expectNothingRefused(api);
  });

  test("cannot answer each other's questions", async () => {
    const { core, api } = await house({ users: { "1001": "admin", "1002": "admin" } });
    const ada = new Client(api);
    const bob = new Client(api, 1002);
    await ada.write("/mode", "Now: rule");
    await bob.write("/menu", "Home");
    await ada.go("direct", "Sure?");
    const yes = ada.console.buttons.flat().find(({ text }) => text.startsWith("Yes"))?.callback_data ?? "";
    const { chatId, messageId } = bob.console;
    expect((await bob.user.press(chatId, messageId, { data: yes })).text).toBe("Somebody else was asked this.");
    expect(core.world.settings["mode"]).toBe("rule");
  });

  test("who tap without end are slowed down", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Home");
    const { chatId, messageId } = ada.console;
    const toasts: (string | undefined)[] = [];
    for (let index = 0; index < 21; index += 1) {
      toasts.push((await ada.user.press(chatId, messageId, { data: data({ do: "label" }) })).text);
    }
    expect(toasts.at(-1)).toBe("Too many taps; wait a moment.");
  });
});
