import { expect, test } from "vitest";
import { defaultSettings, settingsSchema } from "../state/settings.ts";
import { isMuted, reachOf, wishOf } from "./wishes.ts";

const noon = Date.parse("2026-11-27T12:00:00Z");
const night = Date.parse("2026-11-27T23:30:00Z");
const dead = { kind: "node-dead", severity: "warning", controller: "home" } as const;
const lost = { kind: "core-lost", severity: "critical", controller: "home" } as const;
const news = { kind: "nodes-renamed", severity: "info", controller: "home" } as const;
const reach = (alerts: Partial<typeof defaultSettings.alerts>, at = noon, sound: "loud" | "silent" = "loud") =>
  [dead, lost, news].map((one) => reachOf(one, { alerts: { ...defaultSettings.alerts, ...alerts }, sound }, at, "UTC"));

test("without wishes everything is told, news without a sound", () => {
  expect(reach({})).toEqual(["loud", "loud", "silent"]);
});

test("a family is silent or off, and what weighs less than wanted is not told", () => {
  expect(reach({ families: { nodes: "silent", core: "off" } })).toEqual(["silent", "never", "silent"]);
  expect(reach({ from: "critical" })).toEqual(["never", "loud", "never"]);
  expect(reach({}, noon, "silent")).toEqual(["silent", "silent", "silent"]);
  expect(wishOf({ ...defaultSettings.alerts, families: { core: "off" } }, "core", null)).toBe("off");
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

test("what is said for one controller goes before what is said for all, and for that one only", () => {
  const wishes = { families: { nodes: "off" }, controllers: { home: { nodes: "on", core: "silent" } } } as const;
  expect(reach(wishes)).toEqual(["loud", "silent", "silent"]);
  const all = { ...defaultSettings.alerts, ...wishes };
  expect(wishOf(all, "nodes", "cabin")).toBe("off");
  expect(wishOf(all, "nodes", null)).toBe("off");
  expect(wishOf(all, "nodes", "constructor")).toBe("off");
});

test("what was stored before there were wishes per controller holds for every one of them", () => {
  const before = { families: { nodes: "silent" }, from: "info", quiet: "" };
  const { alerts } = settingsSchema.parse({ alerts: before });
  expect(alerts).toMatchObject({ families: { nodes: "silent" }, controllers: {} });
  expect(["home", "cabin"].map((id) => wishOf(alerts, "nodes", id))).toEqual(["silent", "silent"]);
});
