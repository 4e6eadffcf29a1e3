import type { QuotaReading } from "@pointsman/core/alerts";
import type { QuotaState } from "@pointsman/core/ledger";

/** What the alerts hear of quotas at one controller: its own, and with `shared` those that belong to none, so that each is told once. */
export function quotaReadings(
  states: readonly QuotaState[],
  { controller, shared }: { readonly controller: string; readonly shared: boolean },
): readonly QuotaReading[] {
  return states
    .filter(({ of }) => (of.controller === undefined ? shared : of.controller === controller))
    .map(({ id, of, used, limit, resetsAt, runsOutAt }) => ({
      quota: id,
      device: of.device ?? of.provider ?? of.controller ?? id,
      used,
      limit,
      resetsAt,
      ...(runsOutAt === null ? {} : { runsOutAt }),
    }));
}
