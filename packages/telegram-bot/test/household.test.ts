import { describe, expect, test, vi } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { testEngines } from "./support/engines.ts";
import { deadNode } from "./support/fake-alerts.ts";
import { Client, house } from "./support/house.ts";

type OpenHouse = Awaited<ReturnType<typeof house>>;

function talk({ core }: OpenHouse, host: string, sourceIP: string): void {
  if (core.world.traffic.open({ host, sourceIP }) === undefined) throw new Error(`nothing leads to ${host}`);
}
const hostsOf = ({ core }: OpenHouse): string[] => core.world.connections.list().map(({ metadata }) => metadata.host);

describe("connections", () => {
  test("are found, closed one by one and together, each after a second press", async () => {
    const home = await house();
    const ada = new Client(home.api);
    for (const host of ["one.test", "two.test", "other.example"]) talk(home, host, "192.168.1.20");
    await ada.write("/conns", "3 open");
    await ada.go("other.example", "other.example:");
    await ada.go("Close it", "Close the connection to other.example?");
    expect(await ada.go("Yes", "2 open")).toBe("✅ 1 connection closed");
    await ada.go("Find", "Send me part");
    await ada.write("one", "1 × “one”");
    await ada.go("Close these 1", "Close the 1 connections of “one”?");
    await ada.go("Yes", "No open connection fits.");
    expect(hostsOf(home)).toEqual(["two.test"]);
    await ada.go("All", "1 open");
    await ada.go("Close all", "Close all 1 connections?");
    await ada.go("Cancel", "1 open");
    expect(hostsOf(home)).toEqual(["two.test"]);
    expectNothingRefused(home.api);
  });

  test("of an old list are never all closed where the button said these", async () => {
    const home = await house();
    const ada = new Client(home.api);
    talk(home, "one.test", "192.168.1.20");
    await ada.write("/conns", "1 open");
    const close = ada.console.buttons.flat().find(({ text }) => text.includes("Close all"))?.callback_data ?? "";
    const { chatId, messageId } = ada.console;
    await ada.write("/menu", "Mode: rule");
    await ada.user.press(chatId, messageId, { data: close });
    expect(hostsOf(home)).toEqual(["one.test"]);
    expectNothingRefused(home.api);
  });
});

describe("devices", () => {
  test("are named from the chat, and their connections closed", async () => {
    const engines = testEngines();
    const home = await house({ engines, talk: [{ host: "one.test", sourceIP: "192.168.1.30" }] });
    const ada = new Client(home.api);
    await vi.waitFor(() => expect(engines.engines.devices?.list()).toHaveLength(1), { timeout: 15_000 });
    await ada.write("/devices", "192.168.1.30");
    await ada.go("192.168.1.30", "Address: 192.168.1.30");
    await ada.go("Name it", "What shall 192.168.1.30 be called?");
    await ada.write("Tablet", "192.168.1.30 is now called Tablet.");
    await ada.go("🔗 Connections", "1 × “Tablet”");
    await ada.go(/Tablet → one/, "one.test:");
    await ada.write("/devices", "Tablet");
    await ada.go("Tablet", "Address:");
    await ada.go("Close its connections", "Close the 1 connections of Tablet?");
    await ada.go("Yes", "No open connection fits.");
    expect(hostsOf(home)).toEqual([]);
    expectNothingRefused(home.api);
  });
});

describe("alerts", () => {
  test("come by themselves, are mended on their message, and are written over when they are over", async () => {
    const engines = testEngines();
    const home = await house({ engines });
    const ada = new Client(home.api);
    await ada.write("/menu", "Mode: rule");
    const screen = ada.console.messageId;
    const alert = deadNode("🇯🇵 JP 01", { data: { node: "🇯🇵 JP 01", groups: ["🎬 Streaming"] } });
    engines.alerts.raise(alert);
    await ada.sees("JP 01", ({ messageId }) => messageId !== screen);
    const message = ada.console.messageId;
    expect(await ada.press("1 h")).toMatch(/^🔕 Nothing is told of it until/);
    await ada.sees("🔕 silent until", ({ messageId }) => messageId === message);
    expect(await ada.press("Seen")).toContain("👀 Seen");
    expect(engines.alerts.done).toEqual([`mute ${alert.key} 60`, `ack ${alert.key}`]);
    const toast = await ada.press("Switch to best");
    await ada.sees(/🎬 Streaming (→|already uses the best)/, ({ messageId }) => messageId === message);
    expect(toast ?? "").not.toContain("❗");
    engines.alerts.recover(alert.key, Date.now());
    await ada.sees("✅", ({ messageId }) => messageId === message);
    await ada.go("All alerts", "to know of");
    expect(ada.console.messageId).toBeGreaterThan(message);
    expect(ada.user.messages().find(({ messageId }) => messageId === message)?.text).toContain("✅");
    expectNothingRefused(home.api);
  });

  test("lead to the group that they are about, below them", async () => {
    const engines = testEngines();
    const { api } = await house({ engines });
    const ada = new Client(api);
    await ada.write("/menu", "Mode: rule");
    const screen = ada.console.messageId;
    engines.alerts.raise(deadNode("🇯🇵 JP 01", { data: { node: "🇯🇵 JP 01", groups: ["🎬 Streaming"] } }));
    const message = await ada.sees("JP 01", ({ messageId }) => messageId !== screen);
    await ada.press("Open");
    await ada.sees("Tap a node to switch", ({ messageId }) => messageId > message.messageId);
    expect(ada.console.text).toContain("🎬 Streaming");
    expectNothingRefused(api);
  });

  test("that are over by the time of the press say so, and change no screen", async () => {
    const engines = testEngines();
    const home = await house({ engines });
    const ada = new Client(home.api);
    await ada.write("/menu", "Mode: rule");
    engines.alerts.raise(deadNode("X"));
    await ada.sees("X");
    const { chatId, messageId, buttons } = ada.console;
    const seen = buttons.flat().find(({ text }) => text.includes("Seen"))?.callback_data ?? "";
    engines.alerts.recover("home/node-dead/X", Date.now());
    await ada.sees("✅");
    expect((await ada.user.press(chatId, messageId, { data: seen })).text).toBe("That alert is over.");
    expect(ada.console.text).toContain("✅");
    expectNothingRefused(home.api);
  });
});

describe("the rest of the house", () => {
  test("rules are found and switched, scenes set and taken back, ways explained", async () => {
    const home = await house({ engines: testEngines() });
    const ada = new Client(home.api);
    await ada.write("/rules", "rules, the first that fits decides");
    await ada.go(/^1 /, "State: on");
    expect(await ada.go("Switch off", "off until the core reloads")).toMatch(/^⛔ Off: /);
    await ada.go("Switch on", "State: on");
    await ada.write("/mode", "Now: rule");
    await ada.go("direct", "Sure?");
    await ada.go("Yes", "Now: direct");
    await ada.write("/scenes", "movie: mode rule");
    expect(await ada.go("🎬 movie", "1 changed")).toBe("✅ movie: 1 changed");
    expect(home.core.world.settings["mode"]).toBe("rule");
    await ada.go("Undo the latest change", "Put back: 1");
    expect(home.core.world.settings["mode"]).toBe("direct");
    await ada.go("Save", "What shall the scene be called?");
    await ada.write("evening", "Saved as evening");
    await ada.write("Which way does netflix.com go?", "netflix.com leaves through DIRECT.");
    await ada.write("/route 1.1.1.1", "1.1.1.1 leaves through DIRECT.");
    expectNothingRefused(home.api);
  });

  test("what the config forbids has no button, and a restart names what happens", async () => {
    const plain = await house();
    const ada = new Client(plain.api);
    await ada.write("/maintenance", "Maintenance");
    expect(ada.labels.join()).not.toMatch(/Restart|Reload/);
    const open = await house({ cap: "critical" });
    const bob = new Client(open.api);
    await bob.write("/maintenance", "Maintenance");
    await bob.go("Restart", "All connections break for some seconds");
    const seen = open.core.record.filter({ method: "POST", path: "/restart" }).length;
    await bob.go("Yes, do it", "Step 2 of 2: restart home now?");
    expect(open.core.record.filter({ method: "POST", path: "/restart" })).toHaveLength(seen);
    await bob.go("Yes, now", "The core is back");
    expect(open.core.record.filter({ method: "POST", path: "/restart" })).toHaveLength(seen + 1);
    expectNothingRefused(open.api);
  });
});
