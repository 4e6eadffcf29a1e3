import { expect, test } from "vitest";
import type { Config } from "../../schemas/config.ts";
import { diffSettings } from "./settings.ts";

const settings = (fields: Partial<Config> = {}): Config =>
  ({ mode: "rule", "allow-lan": false, tun: { enable: false }, ...fields }) as Config;

test("the mode has a change of its own", () => {
  expect(diffSettings(settings(), settings({ mode: "global" }))).toEqual([
    { type: "mode-changed", was: "rule", now: "global" },
  ]);
});

test("keys that differ are named, deep ones by their top", () => {
  expect(diffSettings(settings(), settings({ "allow-lan": true, tun: { enable: true } }))).toEqual([
    { type: "settings-changed", keys: ["allow-lan", "tun"] },
  ]);
});

test("the first reading is a change from nothing", () => {
  expect(diffSettings(undefined, settings())).toEqual([
    { type: "mode-changed", was: undefined, now: "rule" },
    { type: "settings-changed", keys: ["allow-lan", "tun"] },
  ]);
});

test("equal settings in another object are no change", () => {
  expect(diffSettings(settings(), settings())).toEqual([]);
  expect(diffSettings(settings(), undefined)).toEqual([]);
});

test("a key that vanished is a change", () => {
  expect(diffSettings(settings({ "global-ua": "x" }), settings())).toEqual([
    { type: "settings-changed", keys: ["global-ua"] },
  ]);
});
