import { expect, test } from "vitest";
import { defaultSettings } from "../state/settings.ts";
import { isMuted, reachOf, wishOf } from "./wishes.ts";

const noon = Date.parse("2026-11-27T12:00:00Z");
const night = Date.parse("2026-11-27T23:30:00Z");
const dead = { kind: "node-dead", severity: "warning" } as const;
const lost = { kind: "core-lost", severity: "critical" } as const;
const news = { kind: "nodes-renamed", severity: "info" } as const;
const reach = (alerts: Partial<typeof defaultSettings.alerts>, at = noon, sound: "loud" | "silent" = "loud") =>
  [dead, lost, news].map((one) => reachOf(one, { alerts: { ...defaultSettings.alerts, ...alerts }, sound }, at, "UTC"));

test("without wishes everything is told, news without a sound", () => {
  expect(reach({})).toEqual(["loud", "loud", "silent"]);
});

test("a family is silent or off, and what weighs less than wanted is not told", () => {
  expect(reach({ families: { nodes: "silent", core: "off" } })).toEqual(["silent", "never", "silent"]);
  expect(reach({ from: "critical" })).toEqual(["never", "loud", "never"]);
  expect(reach({}, noon, "silent")).toEqual(["silent", "silent", "silent"]);
  expect(wishOf({ ...defaultSettings.alerts, families: { core: "off" } }, "core")).toBe("off");
});

test("in quiet hours only what is critical makes a sound", () => {
  expect(reach({ quiet: "23:00-07:00" }, night)).toEqual(["silent", "loud", "silent"]);
  expect(reach({ quiet: "23:00-07:00" }, noon)).toEqual(["loud", "loud", "silent"]);
});

test("a muted chat hears nothing until the mute is over", () => {
  expect(reach({ mutedUntil: noon + 1 })).toEqual(["later", "later", "later"]);
  expect(reach({ mutedUntil: noon })).toEqual(["loud", "loud", "silent"]);
  expect(isMuted({ ...defaultSettings.alerts, mutedUntil: noon + 1 }, noon)).toBe(true);
});
