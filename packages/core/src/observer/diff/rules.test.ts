import { expect, test } from "vitest";
import type { Rule } from "../../schemas/rule.ts";
import { diffRules } from "./rules.ts";

const rule = (payload: string, { disabled = false, hitCount = 0 } = {}): Rule => ({
  type: "DomainSuffix",
  payload,
  proxy: "Proxy",
  extra: { disabled, hitCount, hitAt: "", missCount: 0, missAt: "" },
});

test.each<[string, Rule[], Rule[], number]>([
  ["equal rules", [rule("a")], [rule("a")], 0],
  ["counters that moved", [rule("a")], [rule("a", { hitCount: 9 })], 0],
  ["a rule that was switched off", [rule("a")], [rule("a", { disabled: true })], 1],
  ["another order", [rule("a"), rule("b")], [rule("b"), rule("a")], 1],
  ["one rule more", [rule("a")], [rule("a"), rule("b")], 1],
  ["a core that counts nothing", [{ ...rule("a") }], [{ type: "DomainSuffix", payload: "a", proxy: "Proxy" }], 0],
])("%s", (_, was, now, changes) => {
  expect(diffRules(was, now)).toHaveLength(changes);
});
