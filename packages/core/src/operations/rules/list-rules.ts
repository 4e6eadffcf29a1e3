import { z } from "zod";
import { ruleFingerprint } from "../../identity/rule-fingerprint.ts";
import type { Rule } from "../../schemas/rule.ts";
import { defineOperation } from "../define.ts";
import { matchesText, page } from "../listing.ts";
import { Limit, listOf } from "../shapes.ts";

export const RuleRow = z.object({
  index: z.number().int(),
  type: z.string(),
  payload: z.string(),
  target: z.string(),
  /** Stays the same while indexes shift: `Type,payload,target`. */
  fingerprint: z.string(),
  disabled: z.boolean(),
  /** Absent on old cores, which do not count. */
  hits: z.number().exactOptional(),
});
export type RuleRow = z.output<typeof RuleRow>;

/** @param index Position in the list, for old cores that do not say it. */
export function ruleRow(rule: Rule, index: number): RuleRow {
  return {
    index: rule.index ?? index,
    type: rule.type,
    payload: rule.payload,
    target: rule.proxy,
    fingerprint: ruleFingerprint(rule),
    disabled: rule.extra?.disabled ?? false,
    ...(rule.extra === undefined ? {} : { hits: rule.extra.hitCount }),
  };
}

export const listRules = defineOperation({
  id: "list-rules",
  danger: "none",
  summary: "List the rules in the order they are tried",
  input: z.strictObject({
    text: z.string().meta({ description: "Only rules whose type, payload or target contains this" }).exactOptional(),
    limit: Limit.exactOptional(),
  }),
  output: listOf(RuleRow),
  async run({ controller: { client }, signal }, { text, limit }) {
    const { rules } = await client.rules.list({}, { signal });
    const rows = (rules ?? []).map(ruleRow).filter((row) => matchesText(text, row.fingerprint));
    return page(rows, limit === undefined ? {} : { limit });
  },
});
