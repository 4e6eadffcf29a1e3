import { ruleFingerprint } from "../../identity/rule-fingerprint.ts";
import type { Rule } from "../../schemas/rule.ts";
import type { Change } from "../types.ts";

/** Whether the rules are others, in another order, or switched on or off. Their counters move all the time and are no change. */
export function diffRules(was: readonly Rule[], now: readonly Rule[]): readonly Change[] {
  return was === now || isSame(was, now) ? [] : [{ type: "rules-changed" }];
}

function isSame(was: readonly Rule[], now: readonly Rule[]): boolean {
  return (
    was.length === now.length &&
    now.every((rule, index) => {
      const old = was[index];
      return (
        old !== undefined &&
        ruleFingerprint(old) === ruleFingerprint(rule) &&
        (old.extra?.disabled ?? false) === (rule.extra?.disabled ?? false)
      );
    })
  );
}
