import { expect, test } from "vitest";
import { groupView } from "../../../../../test/support/views.ts";
import { LatencyRule } from "./latency.ts";

const use = (delay: number | null | undefined, node = "a") => {
  const group = groupView();
  return [{ group, through: group, node, delay }];
};

test("only so many slow tests in a row are news, and it is over well below the limit", () => {
  const rule = new LatencyRule(1000, 3);
  const seen = [1200, 1200, 900, 1200, 1200, 1300, 900, 801, 799, 1200].map((delay) => rule.check(use(delay)).length);
  expect(seen).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 0, 0]);
  rule.check(use(1200));
  expect(rule.check(use(1500))).toEqual([
    {
      kind: "latency-high",
      subject: "Proxy",
      data: { group: "Proxy", node: "a", delay: 1500, above: 1000, checks: 3 },
    },
  ]);
});

test("another node begins anew, and a dead one is no slow one", () => {
  const rule = new LatencyRule(1000, 2);
  rule.check(use(1200));
  expect(rule.check(use(1200, "b"))).toEqual([]);
  expect(rule.check(use(null, "b"))).toEqual([]);
  expect(rule.check(use(undefined, "b"))).toEqual([]);
  expect(rule.check(use(1200, "b"))).toHaveLength(1);
  expect(rule.check([])).toEqual([]);
  expect(rule.check(use(1200, "b"))).toEqual([]);
});
