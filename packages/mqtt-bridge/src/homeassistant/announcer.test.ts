import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../mqtt/message.ts";
import { Announcer } from "./announcer.ts";
import type { Component } from "./component.ts";
import type { DiscoveryPart } from "./discovery.ts";

let log: string[] = [];
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  announcer = new Announcer({
    publish: (messages: readonly Message[]) =>
      log.push(...messages.map(({ payload }) => Object.keys(JSON.parse(payload).components).join("+"))),
    settled: () => log.push("states"),
    settleMs: 1500,
    apartMs: 3000,
  });
});
afterEach(() => {
  announcer.stop();
  vi.useRealTimers();
});

function house(...keys: string[]): DiscoveryPart[] {
  const component = (key: string): Component => ({
    p: "select",
    unique_id: key,
    default_entity_id: `select.${key}`,
    name: key,
  });
  return [
    {
      topic: "homeassistant/device/x/config",
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

it("keeps two announcements of one device apart, and sends the newest house", () => {
  announcer.update(house("a"));
  vi.advanceTimersByTime(100);
  announcer.update(house("a", "b"));
  announcer.update(house("a", "c"));
  vi.advanceTimersByTime(2899);
  expect(log).toEqual(["a", "states"]);
  vi.advanceTimersByTime(1 + 1500);
  expect(log).toEqual(["a", "states", "a+c", "states"]);
});

it("goes on sending the tombstone of a component that is gone", () => {
  announcer.update(house("a", "b"));
  vi.advanceTimersByTime(10_000);
  announcer.update(house("a"));
  vi.advanceTimersByTime(10_000);
  announcer.again();
  vi.advanceTimersByTime(10_000);
  expect(log).toEqual(["a+b", "states", "a+b", "states", "a+b", "states"]);
});
