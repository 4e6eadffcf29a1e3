import type { Change, Controller, Snapshot } from "@pointsman/core";
import { expect, it, vi } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { mqttConfig } from "../config.ts";
import { ControllerLink } from "./controller-link.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";
import { discoveryOptionsOf } from "../homeassistant/discovery-options.ts";
import { RetainedMemory } from "../memory/retained-memory.ts";
import type { Message } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { noRules } from "../house/rules.ts";
import { defaultPace } from "../state/topics-of-state.ts";

function linkOf(
  options: Partial<ControllerLinkOptions> & Pick<ControllerLinkOptions, "controller" | "publish">,
): ControllerLink {
  return new ControllerLink({
    topics: topicsOf("pointsman", "attic").controller("home"),
    discovery: undefined,
    isConnected: () => true,
    isWithdrawn: () => false,
    words: { language: "en" },
    rules: noRules,
    maxDevices: 0,
    favourites: [],
    optionsMs: 0,
    pollMs: 1000,
    offerAllMs: 60_000,
    settleMs: 0,
    apartMs: 0,
    startGraceMs: 0,
    restartGraceMs: 0,
    lostMs: 0,
    steadyMs: 0,
    pace: defaultPace,
    warn: () => undefined,
    memory: new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined }),
    ...options,
  });
}

/** Runs a link over these changes and tells which topics it offered after each. */
async function offeredBy(...types: Change["type"][]): Promise<string[][]> {
  const offered: string[][] = [];
  const snapshot: Snapshot = snapshotOf([group("Proxy", ["A"])], { memory: 5e7 });
  async function* watch() {
    for (const type of types) {
      offered.push([]);
      yield { type } as Change;
    }
  }
  const controller = {
    id: "home",
    policy: {},
    engines: {},
    observer: { snapshot, watch, refresh: () => new Promise(() => undefined) },
    streams: { traffic: { onEvent: () => () => undefined } },
  } as unknown as Controller;
  const link = linkOf({
    controller,
    publish: (messages) => offered.at(-1)?.push(...messages.map(({ topic }) => topic)),
  });
  link.start();
  await expect.poll(() => offered.length).toBe(types.length);
  await link.stop();
  return offered;
}

it("a tick of a measurement offers measurements alone, any other change the whole house", async () => {
  const [first, tick, switched] = await offeredBy("groups-changed", "memory-changed", "group-selected");
  expect(first).toContain("pointsman/home/memory");
  expect(first?.some((topic) => topic.startsWith("pointsman/home/group/"))).toBe(true);
  expect(tick).toEqual(["pointsman/home/memory"]);
  expect(switched).toEqual(first);
});

it("the first change offers the whole house even when it is a measurement", async () => {
  const [first] = await offeredBy("traffic-changed");
  expect(first).toContain("pointsman/home/state");
});

it("announces what a dashboard lists before the dashboard is given away", async () => {
  const offered: Message[] = [];
  const observer = { snapshot: snapshotOf([]) };
  const controller = { id: "home", policy: {}, engines: {}, observer } as unknown as Controller;
  const discovery = discoveryOptionsOf(mqttConfig.parse({ url: "mqtt://x" }), {
    instance: "attic",
    version: "1.2.3",
    speaksV5: () => true,
  });
  const link = linkOf({ controller, discovery, publish: (messages) => offered.push(...messages) });
  observer.snapshot = snapshotOf([group("Proxy", ["A"])]);
  const text = link.dashboard();
  const [selected] = /select\.\w+_proxy/.exec(text) ?? [];
  expect(selected).toBeDefined();
  await expect.poll(() => offered.filter(({ payload }) => payload.includes(String(selected))).length).toBe(1);
  await link.stop();
});

it("tells a house that takes many slices in order: that it is there, what there is, how it is, and its groups once they are known", async () => {
  let clock = 0;
  const slow = vi.spyOn(performance, "now").mockImplementation(() => (clock += 100));
  const offered: string[] = [];
  const observer = { snapshot: snapshotOf([group("Proxy", ["A"]), group("Auto", ["A"])], { mode: "rule" }) };
  const controller = { id: "home", policy: {}, engines: {}, observer } as unknown as Controller;
  const discovery = discoveryOptionsOf(mqttConfig.parse({ url: "mqtt://x" }), {
    instance: "attic",
    version: "1.2.3",
    speaksV5: () => true,
  });
  const link = linkOf({
    controller,
    discovery,
    publish: (messages) => offered.push(...messages.map(({ topic }) => topic)),
  });
  try {
    link.announce();
    link.restate();
    const isGroup = (topic: string): boolean => topic.startsWith("pointsman/home/group/");
    await expect.poll(() => offered.filter((topic) => topic.endsWith("/now")).length).toBeGreaterThanOrEqual(2);
    const announced = offered.findLastIndex((topic) => topic.startsWith("homeassistant/"));
    expect(offered[0]).toBe("pointsman/home/state");
    expect(offered.indexOf("pointsman/home/config")).toBe(-1);
    expect(offered.findIndex(isGroup)).toBeGreaterThan(announced);
    expect(offered.lastIndexOf("pointsman/home/mode")).toBeGreaterThan(announced);
  } finally {
    slow.mockRestore();
    await link.stop();
  }
});

it("takes back the state of what is gone when Home Assistant has let go of its entity, and not before", async () => {
  vi.useFakeTimers();
  const settleMs = 1500;
  const memory = new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined });
  const state = "pointsman/home/group/old-00000000/now";
  const components = { select_group_old_00000000: { p: "select", unique_id: "old" } };
  memory.note({ topic: state, payload: "A", retain: true });
  memory.note({
    topic: "homeassistant/device/pointsman_home_groups_1/config",
    payload: JSON.stringify({ components }),
    retain: true,
  });
  const snapshot = snapshotOf([group("Proxy", ["A"])]);
  const observer = { snapshot, refresh: async () => snapshot };
  const controller = { id: "home", policy: {}, engines: {}, observer } as unknown as Controller;
  const discovery = discoveryOptionsOf(mqttConfig.parse({ url: "mqtt://x" }), {
    instance: "attic",
    version: "1.2.3",
    speaksV5: () => true,
  });
  const offered: (Message & { readonly at: number })[] = [];
  const link = linkOf({
    controller,
    discovery,
    memory,
    settleMs,
    publish: (messages) => offered.push(...messages.map((message) => ({ ...message, at: performance.now() }))),
  });
  try {
    link.announce();
    link.known();
    await vi.advanceTimersByTimeAsync(3 * settleMs);
    const buried = offered.find(({ payload }) => payload.includes('"select_group_old_00000000":{"p":"select"}'));
    const emptied = offered.find(({ topic, payload }) => topic === state && payload === "");
    expect(emptied?.at).toBeGreaterThanOrEqual((buried?.at ?? Number.NaN) + settleMs);
  } finally {
    await link.stop();
    vi.useRealTimers();
  }
});
