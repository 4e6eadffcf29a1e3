import type { RuleProvider } from "../../../schemas/provider.ts";
import type { FindingOf } from "../model/finding.ts";

const dayMs = 86_400_000;

/** Lists of rules from elsewhere that were not updated for too long; those of a file or of the config itself cannot be. */
export function staleRuleProviders(
  providers: Iterable<RuleProvider>,
  days: number,
  now: number,
): readonly FindingOf<"rule-provider-stale">[] {
  return [...providers].flatMap(({ name, vehicleType, updatedAt }): FindingOf<"rule-provider-stale">[] => {
    if (vehicleType !== "HTTP") return [];
    const at = updatedTime(updatedAt);
    if (at !== null && now - at <= days * dayMs) return [];
    return [{ kind: "rule-provider-stale", subject: name, data: { provider: name, updatedAt: at } }];
  });
}

/** Unix time in ms; null for what the core writes for "never". */
export function updatedTime(text: string | undefined): number | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) || at <= 0 ? null : at;
}
