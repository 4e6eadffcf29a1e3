import { describe, expect, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

const nowOf = (core: Awaited<ReturnType<typeof house>>["core"], group: string) =>
  core.world.group(group)?.current().name;

describe("the remote control", () => {
  test("switches a node in three taps, and takes it back with one", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/menu", "Mode: rule");
    const was = nowOf(core, "🎬 Streaming");
    await ada.go("Nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    const toast = await ada.go(/^🇯🇵|^🇭🇰 HK 02/, /Now: 🇭🇰 HK 02/);
    expect(toast).toMatch(/^✅ 🎬 Streaming → 🇭🇰 HK 02/);
    expect(nowOf(core, "🎬 Streaming")).toMatch(/^🇭🇰 HK 02/);
    await ada.seesButton("↩️ Undo");
    const undone = await ada.go("↩️ Undo", `Now: ${was}`);
    expect(undone).toBe(`↩️ 🎬 Streaming → ${was}`);
    expect(nowOf(core, "🎬 Streaming")).toBe(was);
    expect(ada.labels.join()).not.toContain("Undo");
    expectNothingRefused(api);
  });

  test("edits one message through all screens", async () => {
    const { api } = await house();
    const ada = new Client(api);
    await ada.write("/start", "Home");
    await ada.go("Nodes", "Which group?");
    await ada.go("Home", "Mode: rule").catch(async () => await ada.go("Back", "Mode: rule"));
    await ada.go("DNS", "Empty the core's DNS cache");
    await ada.go("Back", "Mode: rule");
    await ada.go("Dashboard", "Connections");
    expect(ada.user.messages().filter(({ from }) => from === "bot")).toHaveLength(1);
    expectNothingRefused(api);
  });

  test("pins an automatic group, and undo gives it back its own choice", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go(/^♻️ Auto/, "the fastest is chosen");
    await ada.go(/^🇭🇰 HK 03/, "📌 pinned");
    expect(core.world.group("♻️ Auto")?.current().name).toMatch(/HK 03/);
    await ada.seesButton("Undo: automatic");
    const toast = await ada.press("Undo");
    expect(toast).toBe("♻️ Auto chooses by itself again.");
    await ada.sees(/♻️ Auto(?:(?!pinned)[\s\S])*$/);
    await ada.go(/^🇭🇰 HK 04/, "📌 pinned");
    expect(await ada.press("Unpin")).toBe("♻️ Auto chooses by itself again.");
    expectNothingRefused(api);
  });

  test("shows a switch that was made elsewhere", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    const group = core.world.group("🎬 Streaming");
    if (group === undefined) throw new Error("the house has no such group");
    core.world.select(group, "♻️ Auto");
    await ada.sees("Now: ♻️ Auto");
    expectNothingRefused(api);
  });

  test("tests a group with live progress, and stops on request", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/test", "Test what?");
    core.faults.set(/\/delay/, { kind: "slow", ms: 400 });
    expect(await ada.press("Streaming")).toBe("Test started");
    await ada.sees(/Testing …[\s\S]* [1-9]\d*\/\d+/);
    expect(await ada.press("Stop")).toBe("Stopping …");
    await ada.sees(/Stopped after \d+ of \d+\./);
    core.faults.clear();
    await ada.press("Again");
    await ada.sees(/\d+ of \d+ answered, [\d.]+ s\./);
    const fastest = ada.labels.find((label) => label.startsWith("👆"));
    expect(fastest).toBeDefined();
    await ada.go(fastest ?? "", "Tap a node to switch");
    expectNothingRefused(api);
  });

  test("tests one node, and what is in use now", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go("Streaming", "Tap a node to switch");
    await ada.go("Look", "Tap a node to see it");
    await ada.go(/^🇭🇰 HK 01/, "Type:");
    await ada.press("Test");
    await ada.sees(/1 of 1 answered/);
    expect(core.record.filter((request) => request.path.includes("/delay"))).toHaveLength(1);
    await ada.go("Home", "Mode: rule");
    await ada.go("Test", "Test what?");
    await ada.press("What is in use now");
    await ada.sees(/answered, [\d.]+ s\./);
    expectNothingRefused(api);
  });

  test("flushes DNS, and looks a name up", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/dns", "Empty the core's DNS cache");
    expect(await ada.go("Flush DNS", "DNS cache flushed")).toMatch(/^✅ DNS cache flushed/);
    expect(core.record.filter({ method: "POST", path: "/cache/dns/flush" })).toHaveLength(1);
    await ada.go("Look up", "Send me a name");
    await ada.write("example.com", "example.com: NOERROR");
    expectNothingRefused(api);
  });

  test("asks a second time before it forgets fake addresses, and asks only once", async () => {
    const { core, api } = await house({ core: { config: fakeIpHouse } });
    const ada = new Client(api);
    const flushes = () => core.record.filter({ method: "POST", path: "/cache/fakeip/flush" }).length;
    await ada.write("/dns", "Empty the core's DNS cache");
    await ada.go("Flush fake IPs", "Sure?");
    expect(flushes()).toBe(0);
    const yes = ada.console.buttons.flat().find(({ text }) => text.startsWith("Yes"))?.callback_data ?? "";
    await ada.go("Yes", /DNS/);
    expect(flushes()).toBe(1);
    const { chatId, messageId } = ada.console;
    expect((await ada.user.press(chatId, messageId, { data: yes })).text).toBe("This question has expired.");
    expect(flushes()).toBe(1);
    expectNothingRefused(api);
  });

  test("changes the mode: back to the rules at once, away from them after a second press", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/mode", "Now: rule");
    await ada.go("global", "Sure?");
    await ada.go("Cancel", "Now: rule");
    await ada.go("direct", "Sure?");
    expect(core.world.settings["mode"]).toBe("rule");
    await ada.go("Yes", "Now: direct");
    expect(core.world.settings["mode"]).toBe("direct");
    await ada.go(/^rule$/, "Now: rule");
    expect(core.world.settings["mode"]).toBe("rule");
    expectNothingRefused(api);
  });

  test("tails the errors as they happen, counts repeats, and stops", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("/errors", "⏺ live");
    core.world.log("error", "[TCP] dial Proxy 192.168.1.20:50001 --> a.example:443 error: timeout");
    core.world.log("error", "[TCP] dial Proxy 192.168.1.20:50002 --> a.example:443 error: timeout");
    await ada.sees(/×2[\s\S]*a\.example:443 error: timeout/);
    expect(await ada.press("Stop")).toBe("Stopped");
    await ada.sees("⏹ stopped");
    await ada.go("Resume", "⏺ live");
    expectNothingRefused(api);
  });

  test("finds and switches by what is written", async () => {
    const { core, api } = await house();
    const ada = new Client(api);
    await ada.write("hk 05", /× “hk 05”/);
    await ada.go(/Streaming → 🇭🇰 HK 05/, /Now: 🇭🇰 HK 05/);
    expect(nowOf(core, "🎬 Streaming")).toMatch(/HK 05/);
    await ada.write("/use sg 02", /× “sg 02”/);
    await ada.write("/use", "Say which node");
    await ada.write("/nonsense", "I do not know that command");
    await ada.write("nothing like this", "Nothing is called");
    await ada.write("/help", "You are: admin.");
    expectNothingRefused(api);
  });

  test("switches at once where only one node of one group matches", async () => {
    const { core, api } = await house({ core: { config: smallHouse } });
    const ada = new Client(api);
    await ada.write("/use two", "✅ Proxy → two");
    expect(nowOf(core, "Proxy")).toBe("two");
    await ada.seesButton("↩️ Undo: one");
    expectNothingRefused(api);
  });

  test("speaks Chinese to who has a Chinese Telegram, in commands too", async () => {
    const { api } = await house();
    const ada = new Client(api, 1001, "zh-hans");
    await ada.write("/start", "模式：规则");
    await ada.go("节点", "选择策略组");
    await expect.poll(() => ada.user.commands()[0]).toEqual({ command: "menu", description: "打开菜单" });
    expectNothingRefused(api);
  });
});

const smallHouse = `
proxies:
  - { name: one, type: http, server: a.example.com, port: 80 }
  - { name: two, type: http, server: b.example.com, port: 80 }
proxy-groups:
  - { name: Proxy, type: select, proxies: [one, two] }
rules: ["MATCH,Proxy"]
`;

const fakeIpHouse = `
dns: { enable: true, enhanced-mode: fake-ip, nameserver: [127.0.0.1] }
${smallHouse}`;
