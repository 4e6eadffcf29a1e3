import { expect, test } from "vitest";
import { ControllerError } from "../../client/errors.ts";
import { followReportText } from "./report-text.ts";
import type { FollowReport } from "./types.ts";

const pair = { was: "a", now: "b" };

const report: FollowReport = {
  type: "nodes-updated",
  controller: "home",
  providers: [
    {
      provider: "airport",
      same: 42,
      renamed: Array.from({ length: 18 }, () => pair),
      gone: ["x", "y", "z"],
      added: [],
    },
    { provider: "default", same: 1, renamed: [pair], gone: [], added: [] },
  ],
  choices: [
    { kind: "followed", group: "Proxy", was: "HK 01 | x1.0", fellTo: "x", now: "HK 01 | x1.2" },
    { kind: "asked", group: "TV", was: "JP 01", fellTo: "x", candidates: ["JP 01 A", "JP 01 B"] },
    { kind: "lost", group: "AI", was: "US 01", fellTo: "SG 01" },
    {
      kind: "failed",
      group: "Back",
      was: "c",
      fellTo: undefined,
      now: "d",
      error: new ControllerError("rejected", "No."),
    },
  ],
};

test("is one line that tells what came of the nodes, and of each choice", () => {
  expect(followReportText(report, "en")).toBe(
    "airport: 42 same, 18 renamed, 3 gone; the config: 1 same, 1 renamed, 0 gone; Proxy followed HK 01 | x1.2; " +
      "TV lost JP 01; which is it now: JP 01 A / JP 01 B?; AI lost US 01 and uses SG 01; " +
      "Back could not follow d: The core refused.",
  );
});

test("is Chinese for who reads Chinese", () => {
  expect(followReportText(report, "zh")).toBe(
    "airport：42 个不变，18 个改名，3 个消失；配置文件：1 个不变，1 个改名，0 个消失；Proxy 已跟随到 HK 01 | x1.2；" +
      "TV 的 JP 01 不见了，现在是哪一个：JP 01 A / JP 01 B？；AI 的 US 01 不见了，当前使用 SG 01；Back 未能跟随到 d：内核拒绝了请求。",
  );
});

test("names the rules that are off again", () => {
  const rules: FollowReport = { type: "rules-reapplied", controller: "home", rules: ["Domain,a,B", "Match,,C"] };
  expect(followReportText(rules, "en")).toContain("Domain,a,B / Match,,C");
  expect(followReportText(rules, "zh")).toContain("Domain,a,B / Match,,C");
});
