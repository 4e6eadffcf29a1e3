import { expect, it } from "vitest";
import { huskOf } from "./husk.ts";

it("a husk is what it was to Home Assistant, and no more", () => {
  expect(huskOf("sensor", "pointsman_home_x")).toEqual({
    p: "sensor",
    unique_id: "pointsman_home_x",
    enabled_by_default: false,
    state_topic: "pointsman/gone",
  });
  expect(huskOf("select", "x")).toMatchObject({ options: ["gone"], command_topic: "pointsman/gone" });
});

it("a platform of a later version has none", () => {
  expect(huskOf("toaster", "x")).toBeUndefined();
  expect(huskOf("constructor", "x")).toBeUndefined();
});
