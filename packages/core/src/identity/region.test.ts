import { describe, expect, test } from "vitest";
import { placesIn, regionOf } from "./region.ts";

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
    ["🇨🇳 台湾 01", "TW"],
    ["🇨🇳 HK 01", "HK"],
    ["🇨🇳 01", "CN"],
    ["Финляндия 2", "FI"],
    ["آلمان ۱", "DE"],
    ["广港 01", "HK"],
    ["沪日专线 03", "JP"],
    ["港 01", "HK"],
    ["广州移动-香港 10", "HK"],
    ["香港 → 美国 01", "US"],
    ["trojan-hk-01", "HK"],
    ["us_la_3", "US"],
    ["LAX 2", "US"],
    ["IN 3", "IN"],
    ["Hongkong01", "HK"],
    ["Premium 100GB SG 2", "SG"],
    ["GB 2", "GB"],
    ["🇨🇳[CN]HK专线01", "HK"],
    ["[US]美国Los Angeles01", "US"],
  ])("reads %s as %s", (name, region) => {
    expect(regionOf(name)).toBe(region);
  });

  test.each([
    "node-7",
    "THANK YOU",
    "x1.0 IEPL",
    "",
    "12月31日",
    "平台公告",
    "Sign IN here",
    "contact us",
    "in-house 4you",
    "Romanian",
    "加 QQ群 123456",
    "新节点",
    "__proto__",
    "500 GB",
  ])("says nothing about %j", (name) => {
    expect(regionOf(name)).toBeUndefined();
  });
});

test("places are taken out of the name, whatever they are written with", () => {
  expect(placesIn("🇺🇸 美国 洛杉矶 LAX 01 GIA")).toMatchObject({ regions: ["US"], cities: ["losangeles"] });
  expect(placesIn("🇺🇸 美国 洛杉矶 LAX 01 GIA").rest.trim()).toBe("01 GIA");
  expect(placesIn("沪日 IEPL 03")).toMatchObject({ regions: ["JP"], cities: ["shanghai"] });
});
