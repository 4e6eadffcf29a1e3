import { describe, expect, test } from "vitest";
import { regionOf } from "./region.ts";

describe("regionOf", () => {
  test.each([
    ["🇭🇰 01", "HK"],
    ["HK 01 | x1.0", "HK"],
    ["[US-3] fast", "US"],
    ["UK London", "GB"],
    ["香港 IEPL 02", "HK"],
    ["印度尼西亚 1", "ID"],
    ["印度 1", "IN"],
    ["Tokyo premium", "JP"],
    ["🇺🇦 Kyiv", "UA"],
  ])("reads %s as %s", (name, region) => {
    expect(regionOf(name)).toBe(region);
  });

  test.each(["node-7", "THANK YOU", "x1.0 IEPL", ""])("says nothing about %j", (name) => {
    expect(regionOf(name)).toBeUndefined();
  });
});
