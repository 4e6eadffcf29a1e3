import { RuleProviderList } from "../schemas/provider.ts";
import type { ResourceDef } from "./define.ts";

export const ruleProviders = {
  /** Every rule provider by name; the core has no way to read a single one. Reference §6.2. */
  list: {
    kind: "query",
    method: "GET",
    path: "/providers/rules",
    danger: "none",
    summary: "List rule providers",
    response: RuleProviderList,
  },
  /** Downloads the list again. A failed download is `rejected` (503). Reference §6.2. */
  update: {
    kind: "command",
    method: "PUT",
    path: "/providers/rules/{provider}",
    danger: "reversible",
    summary: "Update a rule provider",
    deadline: { ms: 60_000 },
  },
} as const satisfies ResourceDef;
