import type { Change, Controller, Snapshot } from "@pointsman/core";
import { expect, it } from "vitest";
import { group, snapshotOf } from "../test/snapshot.ts";
import { ControllerLink } from "./controller-link.ts";
import type { ControllerLinkOptions } from "./controller-link-options.ts";
import { RetainedMemory } from "./memory/retained-memory.ts";
import { topicsOf } from "./mqtt/topics.ts";
import { noRules } from "./state/rules.ts";
import { defaultPace } from "./state/topics-of-state.ts";

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
  const options: ControllerLinkOptions = {
    controller,
    topics: topicsOf("pointsman", "attic").controller("home"),
    discovery: undefined,
    isConnected: () => true,
    words: { language: "en" },
    rules: noRules,
    maxDevices: 0,
    publish: (messages) => offered.at(-1)?.push(...messages.map(({ topic }) => topic)),
    pollMs: 1000,
    offerAllMs: 60_000,
    settleMs: 0,
    apartMs: 0,
    startGraceMs: 0,
    restartGraceMs: 0,
    lostMs: 0,
    steadyMs: 0,
    pace: defaultPace,
    memory: new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined }),
  };
  const link = new ControllerLink(options);
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
