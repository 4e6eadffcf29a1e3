import { describe, expect, test } from "vitest";
import { canonicalName, matchRenames } from "./renames.ts";

describe("canonicalName", () => {
  test.each([
    ["HK 01 | x1.0", "hk 01"],
    ["HK 01 | x1.2", "hk 01"],
    ["ＨＫ　01 [2.0x]", "hk 01"],
    ["香港 01（1.5倍）", "香港 01"],
    ["HK 01 x1.0", "hk 01"],
    ["HK01×3", "hk01"],
    ["JP 2x IPLC", "jp iplc"],
    ["Mex2 01", "mex2 01"],
    ["US 10 xbox", "us 10 xbox"],
    ["x1", "x1"],
  ])("keeps of %j only %j", (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical);
  });
});

describe("matchRenames", () => {
  test("pairs names of which exactly one came and one went", () => {
    expect(matchRenames(["HK 01 | x1.0", "JP 01", "US 01"], ["HK 01 | x1.2", "JP 01", "SG 01"])).toEqual({
      renamed: [{ was: "HK 01 | x1.0", now: "HK 01 | x1.2" }],
      gone: ["US 01"],
      added: ["SG 01"],
    });
  });

  test("does not guess where several could be meant", () => {
    const { renamed, gone, added } = matchRenames(["HK 01 | x1.0"], ["HK 01 | x2.0", "HK 01 | x3.0"]);
    expect(renamed).toEqual([]);
    expect(gone).toEqual(["HK 01 | x1.0"]);
    expect(added).toHaveLength(2);
  });
});
