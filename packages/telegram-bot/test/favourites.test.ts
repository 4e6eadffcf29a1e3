import { expect, test } from "vitest";
import { encodePress } from "../src/callback/codec.ts";
import { controllerRef } from "../src/callback/ref.ts";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

test("a starred node is one tap away, and so is the one that was used before", async () => {
  const { api, core } = await house();
  const ada = new Client(api);
  await ada.write("/fav", "No favourite yet");
  await ada.write("/nodes", "Which group?");
  await ada.go("Streaming", "Tap a node to switch");
  await ada.go("Look", "Tap a node to see it");
  await ada.go(/HK 02/, "Type:");
  await ada.press("⭐ Star");
  await ada.seesButton("Unstar");
  await ada.write("/use jp 01", /Now:.*JP 01|Search/);
  await ada.write("/fav", "A tap switches");
  await ada.go(/⭐.*HK 02/, /Now: 🇭🇰 HK 02/);
  expect(core.world.group("🎬 Streaming")?.current().name).toContain("HK 02");
  await ada.write("/fav", "A tap switches");
  expect(ada.labels.join("\n")).toMatch(/✅ 🎬 Streaming → 🇭🇰 HK 02/);
  expectNothingRefused(api);
});

test("a link leads to a node's screen and changes nothing", async () => {
  const { api, core } = await house();
  const ada = new Client(api);
  await ada.write("/nodes", "Which group?");
  await ada.go("Streaming", "Tap a node to switch");
  await ada.go("Look", "Tap a node to see it");
  await ada.go(/HK 02/, "Type:");
  const link = ada.console.buttons.flat().find(({ text }) => text.includes("Copy link"))?.copy_text?.text ?? "";
  const [, payload = ""] = /^https:\/\/t\.me\/\w+\?start=([\w-]{1,64})$/.exec(link) ?? [];
  const was = core.world.group("🎬 Streaming")?.current().name;
  core.record.clear();
  await ada.write(`/start ${payload}`, /🎬 Streaming[\s\S]*HK 02[\s\S]*Type:/);
  await ada.write(`/start ${payload.slice(0, 13)}AAAAAAAA`, "That node is gone");
  await ada.write("/start whatever", "Home");
  expect(core.world.group("🎬 Streaming")?.current().name).toBe(was);
  expect(core.record.filter(({ method }) => method !== "GET" && method !== "OPTIONS")).toEqual([]);
  expectNothingRefused(api);
});

test("of a long list one region's nodes are shown", async () => {
  const { api } = await house({ core: { scenario: "many" } });
  const ada = new Client(api);
  await ada.write("/nodes", "Which group?");
  const { chatId, messageId, buttons } = ada.console;
  const data = buttons.flat().find(({ callback_data: pressed }) => pressed?.includes(":gp:"))?.callback_data ?? "";
  await ada.user.press(chatId, messageId, { data });
  await ada.seesButton("🌍 Regions");
  await ada.go("Regions", "Where?");
  const first = ada.labels[0] ?? "";
  const code = /[A-Z]{2}/.exec(first)?.[0] ?? "";
  await ada.go(first, code);
  const nodes = ada.console.buttons.flat().filter(({ callback_data: pressed }) => /:(?:sw|nd):/.test(pressed ?? ""));
  expect(nodes.length).toBeGreaterThan(3);
  for (const { text } of nodes) expect(text).toContain(code);
  await ada.go("Back", "Where?");
  expectNothingRefused(api);
});

test("an admin gets a heap profile as a document, and nobody else does", async () => {
  const debug = 'log-level: debug\nproxies: []\nrules: ["MATCH,DIRECT"]\n';
  const { api, audit } = await house({ core: { config: debug }, users: { "1001": "admin", "1002": "operator" } });
  const ada = new Client(api);
  await ada.write("/maintenance", "Maintenance");
  const sent = api.calls.next("sendDocument");
  await ada.press("Heap profile");
  expect((await sent).payload["caption"]).toContain("Heap profile of home");
  const bob = new Client(api, 1002);
  await bob.write("/menu", "Home");
  const { chatId, messageId } = bob.console;
  const forged = encodePress({ controller: controllerRef("home"), action: { do: "heapProfile" } });
  expect((await bob.user.press(chatId, messageId, { data: forged })).text).toBe("You may not do that.");
  expect(
    audit.filter(({ operation }) => operation === "core.heap-profile").map(({ outcome, actor }) => [outcome, actor.id]),
  ).toEqual([
    ["done", "1001"],
    ["failed", "1002"],
  ]);
});

test("help answers what it was asked about, or searches", async () => {
  const { api } = await house();
  const ada = new Client(api);
  await ada.write("/help", "/maintenance –");
  await ada.write("/help mode", "/mode – Change the mode");
  expect(ada.console.text).not.toContain("/devices –");
  await ada.write("/help hk 02", "“hk 02”");
});
