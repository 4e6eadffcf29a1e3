import { beforeEach, describe, expect, it } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import type { Component } from "../homeassistant/component.ts";
import type { DiscoveryPart } from "../homeassistant/discovery.ts";
import { RetainedMemory } from "../memory/retained-memory.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import { Leavings } from "./leavings.ts";
import { groupStates } from "../state/topics-of-state.ts";

const topics = topicsOf("pointsman", "attic").controller("home");
const core = "homeassistant/device/pointsman_home_core/config";
const groups = "homeassistant/device/pointsman_home_groups_1/config";
const elsewhere = "homeassistant/device/pointsman_home_office_core/config";

let now: number;
let memory: RetainedMemory;
let leavings: Leavings;

beforeEach(() => {
  now = 0;
  memory = new RetainedMemory({ broker: "", file: undefined, now: () => now, warn: () => undefined });
  leavings = new Leavings({
    controller: "home",
    topics,
    discovery: { prefix: "homeassistant", base: "pointsman" },
    memory,
    now: () => now,
  });
});

const houseWith = (...names: string[]) => houseOf("home", snapshotOf(names.map((name) => group(name, ["A"]))));
function publish(...names: string[]): void {
  const house = houseWith(...names);
  for (const message of house.groups.flatMap((each) => groupStates(topics, house, each))) memory.note(message);
}
function announce(topic: string, ...keys: string[]): DiscoveryPart {
  const components = new Map(keys.map((key) => [key, { p: "select", unique_id: key } as Component]));
  memory.note({ topic, payload: JSON.stringify({ components: Object.fromEntries(components) }), retain: true });
  return { topic, about: {}, components };
}
const taken = (...names: string[]): string[] => leavings.take(houseWith(...names)).map(({ topic }) => topic);

describe("what a house leaves on the broker", () => {
  it("stays until the house was read, and through the grace of what was missing then", () => {
    publish("Proxy", "Old");
    expect(taken("Proxy")).toEqual([]);
    leavings.read(houseWith("Proxy"), [], 1000);
    expect([taken("Proxy"), leavings.endsInMs]).toEqual([[], 1000]);
    now = 1000;
    expect(taken("Proxy")).toHaveLength(3);
    expect(taken("Proxy").every((topic) => topic.startsWith("pointsman/home/group/old-"))).toBe(true);
  });

  it("is taken at once when it goes later, but not while a core starts", () => {
    publish("Proxy", "Other");
    leavings.read(houseWith("Proxy", "Other"), [], 1000);
    leavings.shaken();
    expect(taken("Proxy")).toEqual([]);
    leavings.read(houseWith("Proxy", "Other"), [], 1000);
    expect(taken("Proxy")).toHaveLength(3);
  });

  it("is taken under a name that an older version gave it; what is always there and what others have stays", () => {
    for (const topic of ["pointsman/home/oldname", "pointsman/home/traffic", "pointsman/homely/group/x"])
      memory.note({ topic, payload: "1", retain: true });
    leavings.read(houseWith(), [], 0);
    expect(taken()).toEqual(["pointsman/home/oldname"]);
  });

  it("counts components and parts of the controller's own discovery", () => {
    const part = announce(core, "a", "b");
    announce(groups, "c");
    announce(elsewhere, "d");
    expect([...leavings.announced.topics()]).toEqual([core, groups]);
    leavings.read(houseWith(), [{ ...part, components: new Map([...part.components].slice(0, 1)) }], 1000);
    expect([leavings.isGone(core, "a"), leavings.isGone(core, "b"), leavings.isGone(groups)]).toEqual([
      true,
      false,
      false,
    ]);
    now = 1000;
    expect([leavings.isGone(core, "b"), leavings.isGone(groups)]).toEqual([true, true]);
  });

  it("parts of a list of members that got shorter are emptied, the others stay", () => {
    const long = Array.from({ length: 4000 }, (_, index) => `${index} ${"x".repeat(90)}`);
    const house = (members: readonly string[]) => houseOf("home", snapshotOf([group("Proxy", members)]));
    const tell = (shown: ReturnType<typeof house>): void => {
      for (const message of shown.groups.flatMap((each) => groupStates(topics, shown, each))) memory.note(message);
    };
    tell(house(long));
    const isPart = (topic: string): boolean => /options\/\d+$/.test(topic);
    const parts = [...memory.topics].filter(isPart);
    expect(parts.length).toBeGreaterThan(1);
    const shorter = house(long.slice(0, 3000));
    leavings.read(shorter, [], 0);
    expect(leavings.take(shorter)).toEqual([]);
    tell(shorter);
    const kept = groupStates(topics, shorter, shorter.groups[0]!)
      .map(({ topic }) => topic)
      .filter(isPart);
    expect(leavings.take(shorter).map(({ topic }) => topic)).toEqual(parts.filter((topic) => !kept.includes(topic)));
  });
});
