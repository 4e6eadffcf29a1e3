import { startSimulator } from "@pointsman/simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { botFor, Client, house } from "./support/house.ts";
import { smartFork } from "./support/lesser-core.ts";

const nodes = `
proxies:
  - { name: one, type: http, server: a.example.com, port: 80 }
  - { name: two, type: http, server: b.example.com, port: 80 }
`;

const everyKind = `
${nodes}
proxy-groups:
  - { name: Hand, type: select, proxies: [one, two] }
  - { name: Fast, type: url-test, proxies: [one, two] }
  - { name: Spare, type: fallback, proxies: [one, two] }
  - { name: Spread, type: load-balance, proxies: [one, two] }
  - { name: Chain, type: relay, proxies: [one, two] }
rules: ["MATCH,Hand"]
x-simulate: { nodes: { one: { delay: 20 }, two: { delay: 90 } } }
`;

describe("a group of the kind", () => {
  test.each([
    ["Hand", "Selector – you choose", "Now: two", "↩️ Undo: one"],
    ["Fast", "URLTest – the fastest is chosen", "📌 pinned", "📌 Unpin"],
    ["Spare", "Fallback – the first that works is chosen", "📌 pinned", "📌 Unpin"],
  ] as const)("of %s (%s) is switched by a tap, and back by another", async (name, kind, after, back) => {
    // An old core, as newer ones have no relay groups.
    const { core, api } = await house({ core: { config: everyKind, profile: "old" } });
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go(name, kind);
    await ada.go(/^two/, after);
    expect(core.world.group(name)?.current().name).toBe("two");
    const isHand = name === "Hand";
    expect(ada.labels.includes("📌 Unpin")).toBe(!isHand);
    await ada.go(back, isHand ? "Now: one" : /^(?:(?!pinned)[\s\S])*$/);
    expect(core.world.group(name)?.selected).toBe(isHand ? "one" : "");
    expectNothingRefused(api);
  });

  test.each([
    ["Spread", "LoadBalance – all are used in turn"],
    ["Chain", "Relay – all are passed, one after the other"],
  ] as const)("of %s (%s) is only looked at and tested", async (name, kind) => {
    const { core, api } = await house({ core: { config: everyKind, profile: "old" } });
    const ada = new Client(api);
    await ada.write("/nodes", "Which group?");
    await ada.go(name, kind);
    expect(ada.console.text).toContain("there is nothing to choose");
    expect(ada.labels.join()).not.toMatch(/Switch|Unpin/);
    await ada.go(/^two/, "Type:");
    expect(ada.labels.join()).not.toContain("Use it");
    await ada.go("Back", kind);
    await ada.press("Test all");
    await ada.sees(/2 of 2 answered/);
    expect(ada.labels.filter((label) => label.startsWith("👆"))).toEqual([]);
    expect(core.record.filter({ method: "PUT" })).toEqual([]);
    expectNothingRefused(api);
  });
});

test("a fork's Smart group names no node until it is pinned, and is let go again", async () => {
  const core = await startSimulator({
    life: false,
    config: `${nodes}\nproxy-groups: [{ name: Clever, type: url-test, proxies: [one, two] }]\nrules: ["MATCH,Clever"]`,
  });
  onTestFinished(async () => await core.stop());
  const { api } = await botFor(await smartFork(core));
  const ada = new Client(api);
  await ada.write("/menu", "Mode: rule");
  expect(ada.console.text).not.toContain("Smart - Select");
  await ada.go("Nodes", "Which group?");
  expect(ada.labels).toContain("🧠 Clever");
  await ada.go("Clever", "Smart – the core chooses by what it has learned");
  expect(ada.console.text).not.toContain("Now:");
  await ada.go(/^two/, /Now: two.*📌 pinned/);
  expect(core.world.group("Clever")?.selected).toBe("two");
  await ada.go("↩️ Undo: automatic", /^(?:(?!Now:)[\s\S])*$/);
  await ada.go(/^one/, /Now: one.*📌 pinned/);
  await ada.go("📌 Unpin", /^(?:(?!Now:)[\s\S])*$/);
  expect(core.world.group("Clever")?.selected).toBe("");
  await ada.write("/test", "Test what?");
  expect(await ada.press("What is in use now")).toBe("There is no node to test.");
  expectNothingRefused(api);
});
