import { z } from "zod";
import type { Client } from "../../client/client.ts";
import { ControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { notFound } from "../picture.ts";
import { type RuleRow, ruleRow } from "./list-rules.ts";

async function readRules(client: Client, signal: AbortSignal): Promise<RuleRow[]> {
  const { rules } = await client.rules.list({}, { signal });
  return (rules ?? []).map(ruleRow);
}

/** By fingerprint or index. Of rules that are alike the first decides what happens, so the first is meant. */
function findRule(rows: readonly RuleRow[], rule: string | number): RuleRow {
  const found = rows.find((row) => (typeof rule === "number" ? row.index === rule : row.fingerprint === rule));
  if (found !== undefined) return found;
  const known = typeof rule === "number" ? [] : rows.map((row) => row.fingerprint);
  throw notFound("rule", String(rule), known);
}

export const setRuleEnabled = defineOperation({
  id: "set-rule-enabled",
  danger: "reversible",
  summary: "Switch a rule on or off until the core reloads",
  input: z.strictObject({
    rule: z
      .union([z.string().min(1), z.number().int().min(0)])
      .meta({ description: "Fingerprint (Type,payload,target) or index of the rule", names: "rule" }),
    enabled: z.boolean().meta({ description: "Whether the rule takes part" }),
  }),
  output: z.object({ rule: z.string(), index: z.number().int(), was: z.boolean(), now: z.boolean() }),
  lock: () => "rules",
  refreshes: ["rules"],
  undo: (_, { rule, was, now }) =>
    was === now ? undefined : { operation: "set-rule-enabled", input: { rule, enabled: was } },
  stands: async ({ controller, signal }, _, { rule, now }) =>
    (await readRules(controller.client, signal)).find((row) => row.fingerprint === rule)?.disabled === !now,
  async run({ controller: { client }, signal }, { rule, enabled }) {
    const { index, fingerprint, disabled } = findRule(await readRules(client, signal), rule);
    await client.rules.setDisabled({ body: { [index]: !enabled } }, { signal });
    // The core takes any index and shifts them on a reload, so look whether it was this rule that changed.
    const after = (await readRules(client, signal)).find((row) => row.index === index);
    if (after?.fingerprint !== fingerprint || after.disabled === enabled) {
      throw new ControllerError(
        "rejected",
        "The rules were loaded anew meanwhile, or the core did not switch the rule: look at the list again.",
        {
          endpoint: "rules.setDisabled",
          reason: "not-applied",
        },
      );
    }
    return { rule: fingerprint, index, was: !disabled, now: !after.disabled };
  },
});
