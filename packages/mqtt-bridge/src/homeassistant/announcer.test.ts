import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../mqtt/message.ts";
import { Announcer } from "./announcer.ts";
import { RetainedMemory } from "../memory/retained-memory.ts";
import type { Component } from "./component.ts";
import type { DiscoveryPart } from "./discovery.ts";

const topic = "homeassistant/device/x/config";

let log: string[] = [];
let mayBury = true;
let withdrawn: Set<string>;
let announcer: Announcer;
let memory: RetainedMemory;

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  mayBury = true;
  withdrawn = new Set();
  memory = new RetainedMemory({ broker: "", file: undefined, now: () => 0, warn: () => undefined });
  announcer = new Announcer({
    publish: (messages: readonly Message[]) => {
      for (const message of messages) {
        memory.note(message);
        log.push(message.payload === "" ? "emptied" : keysOf(message.payload));
      }
    },
    memory: {
      topics: () => memory.discoveries,
      componentsAt: (on) => memory.componentsAt(on),
      uniqueIdAt: (on, key) => memory.uniqueIdAt(on, key),
    },
    mayBury: () => mayBury,
    isWithdrawn: (on) => withdrawn.has(on),
    settled: () => log.push("states"),
    settleMs: 1500,
    apartMs: 3000,
  });
});
afterEach(() => {
  announcer.stop();
  vi.useRealTimers();
});

/** Components of a payload; those that it buries with a cross. */
function keysOf(payload: string): string {
  const { components } = JSON.parse(payload) as { components: Record<string, object> };
  return Object.entries(components)
    .map(([key, component]) => (Object.keys(component).length > 1 ? key : `${key}†`))
    .join("+");
}

function house(...keys: string[]): DiscoveryPart[] {
  const component = (key: string): Component => ({
    p: "select",
    unique_id: key,
    default_entity_id: `select.${key}`,
    name: key,
  });
  return [
    {
      topic,
      about: {},
      components: new Map(keys.map((key) => [key, component(key)])),
    },
  ];
}

it("announces, waits for Home Assistant, and only then lets states go", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(0);
  expect(announcer.isSettled).toBe(false);
  vi.advanceTimersByTime(1499);
  expect(log).toEqual(["a"]);
  vi.advanceTimersByTime(1);
  expect(log).toEqual(["a", "states"]);
  expect(announcer.isSettled).toBe(true);
});

it("does not announce what is announced already", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual(["a", "states"]);
});

it("keeps two announcements of one device apart, sends the newest house, and no state before its options", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(100);
  announcer.update(house("a", "b"));
  announcer.update(house("a", "c"));
  vi.advanceTimersByTime(2899);
  expect(log).toEqual(["a"]);
  vi.advanceTimersByTime(1 + 1500);
  expect(log).toEqual(["a", "a+c", "states"]);
});

it("goes on sending the tombstone of a component that is gone", () => {
  announcer.update(house("a", "b"));
  vi.advanceTimersByTime(10_000);
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.again();
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual(["a+b", "states", "a+b†", "states", "a+b†", "states"]);
});

it("buries what an earlier life announced, once that may be", () => {
  memory.learn(topic, JSON.stringify({ components: { old: { p: "select", unique_id: "old" } } }));
  mayBury = false;
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  mayBury = true;
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual(["a", "states", "a+old†", "states"]);
});

it("empties the topic of a part that is gone, once", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.update([]);
  announcer.update([]);
  vi.advanceTimersByTime(10_000);
  announcer.again();
  vi.advanceTimersByTime(10_000);
  expect(log.filter((each) => each !== "states")).toEqual(["a", "emptied"]);
});

it("lets states go only a moment after it took a part of an earlier life away", () => {
  const other = "homeassistant/device/y/config";
  memory.learn(other, JSON.stringify({ components: { old: { p: "select", unique_id: "old" } } }));
  mayBury = false;
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  mayBury = true;
  announcer.update(house("a"));
  expect([log, announcer.isSettled]).toEqual([["a", "states", "emptied"], false]);
  vi.advanceTimersByTime(1500);
  expect([log.at(-1), announcer.isSettled]).toEqual(["states", true]);
});

it("does not announce what a person took away, whatever happens, until it may come back", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  withdrawn.add(topic);
  memory.forget(topic);
  announcer.update(house("a", "b"));
  vi.advanceTimersByTime(10_000);
  announcer.again();
  vi.advanceTimersByTime(10_000);
  expect(log.filter((each) => each !== "states")).toEqual(["a"]);
  withdrawn.clear();
  announcer.again();
  expect(log.at(-1)).toBe("a+b");
});

it("brings back what must not be taken away once those who take it are through", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.restore();
  vi.advanceTimersByTime(2000);
  announcer.restore();
  vi.advanceTimersByTime(2999);
  expect(log).toEqual(["a", "states"]);
  vi.advanceTimersByTime(1 + 1500);
  expect(log).toEqual(["a", "states", "a", "states"]);
});

it("brings back what went while Home Assistant may have been away, to bury it before its eyes", () => {
  announcer.update(house("a", "b"));
  vi.advanceTimersByTime(10_000);
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.raise();
  announcer.again();
  vi.advanceTimersByTime(10_000);
  announcer.again();
  vi.advanceTimersByTime(10_000);
  expect(log.filter((each) => each !== "states")).toEqual(["a+b", "a+b†", "a+b", "a+b†"]);
});
