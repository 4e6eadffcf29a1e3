import { expect, test } from "vitest";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { search } from "./search.ts";

const members = ["🇭🇰 HK_01 IEPL", "ＨＫ 02", "香港 03", "JP 01", "剩余流量：99 GB"];
const picture = snapshot(
  [
    group("HK group", members),
    group("Auto", members, { type: "URLTest" }),
    group("Balance", members, { type: "LoadBalance" }),
    group("Hidden HK", members, { hidden: true }),
  ],
  members.map((name) => node(name, 45, name.startsWith("剩") ? { kind: "info" } : {})),
);
const found = (text: string) =>
  search(picture, text).map((one) => (one.kind === "group" ? one.name : `${one.group} → ${one.name}`));

test("groups come first, then nodes in the groups that take a choice", () => {
  expect(found("hk")).toEqual([
    "HK group",
    "HK group → 🇭🇰 HK_01 IEPL",
    "HK group → ＨＫ 02",
    "HK group → 香港 03",
    "Auto → 🇭🇰 HK_01 IEPL",
    "Auto → ＨＫ 02",
    "Auto → 香港 03",
  ]);
});

test("a number need not be set apart, nor have its zeros, and is never the beginning of another", () => {
  for (const text of ["hk01", "hk1", "HK 01"]) {
    expect(found(text)).toEqual(["HK group → 🇭🇰 HK_01 IEPL", "Auto → 🇭🇰 HK_01 IEPL"]);
  }
  expect(found("hk0")).toEqual([]);
});

test("all words must occur, in any order, case and width", () => {
  expect(found("01 HK")).toEqual(["HK group → 🇭🇰 HK_01 IEPL", "Auto → 🇭🇰 HK_01 IEPL"]);
});

test("a region is found under each of its names", () => {
  const all = found("hk").filter((one) => one.includes("→"));
  for (const text of ["香港", "🇭🇰"]) expect(found(text).filter((one) => one.includes("→"))).toEqual(all);
  expect(found("hk 03")).toEqual(["HK group → 香港 03", "Auto → 香港 03"]);
});

test("a subscription's own lines are never offered", () => {
  expect(found("99 GB")).toEqual([]);
});

test("nothing is found for nothing", () => {
  expect(found("  ")).toEqual([]);
  expect(found("nowhere")).toEqual([]);
});
