import { describe, expect, test } from "vitest";
import { canonicalName, nameParts } from "./canonical-name.ts";

describe("canonicalName", () => {
  test.each([
    ["HK 01 | x1.0", "hk 1"],
    ["HK 01 | x1.2", "hk 1"],
    ["ＨＫ　01 [2.0x]", "hk 1"],
    ["香港 01（1.5倍）", "hk 1"],
    ["🇭🇰 香港01 🔥", "hk 1"],
    ["HK01×3", "hk 1"],
    ["JP 2x IPLC", "jp iplc"],
    ["IPLC 日本 | 倍率:2", "jp iplc"],
    ["Mex2 01", "1 mex2"],
    ["US 10 xbox", "us 10 xbox"],
    ["HK 01 | 35ms | 12.3MB/s", "hk 1"],
    ["香港 01 负载 35%", "hk 1"],
    ["HK 01 2026-06-12 08:30", "hk 1"],
    ["HK 01 (06-12)", "hk 1"],
    ["HK 1-2", "hk 1 2"],
    ["HK 2-1", "hk 2 1"],
    ["🇺🇸 US Los Angeles 03 CN2", "us losangeles 3 cn2"],
    ["美国洛杉矶03 CN2 在线 35 人", "us losangeles 3 cn2"],
    ["США Лос-Анджелес 3 CN2", "us losangeles 3 cn2"],
    ["🇺🇸[US]美国Los Angeles01-GPT优化", "us losangeles 1 gpt 优化"],
    ["🇭🇰测试节点", "hk 测试"],
    ["Node 10", "10"],
    ["节点10", "10"],
    ["1.2.3.4:443", "1 2 3 4 443"],
    ["香港A01 IEPL", "hk iepl a1"],
    ["x1", "x1"],
    ["🚀", "🚀"],
    ["__proto__", "proto"],
  ])("keeps of %j only %j", (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical);
  });

  test.each([
    ["HK 01", "HK 02"],
    ["HK 01 IEPL", "HK 01 BGP"],
    ["US Seattle 01", "US Dallas 01"],
    ["HK 01 Premium", "HK 01 Standard"],
    ["沪日 01", "深日 01"],
    ["HK 01 vless", "HK 01 trojan"],
  ])("tells %j from %j", (one, other) => {
    expect(canonicalName(one)).not.toBe(canonicalName(other));
  });
});

test("a random mark is told from a word with a number", () => {
  expect(nameParts("HK-01-3fa9c1 alpha2")).toMatchObject({ numbers: ["1"], marks: ["3fa9c1"], words: ["alpha2"] });
});

test("names too long to be read whole are alike only when they are the same", () => {
  const long = "HK 01 ".repeat(10_000);
  expect(canonicalName(`${long}a`)).not.toBe(canonicalName(`${long}b`));
});
