import { classifyName } from "../../../identity/info-node.ts";
import type { ProxyProvider } from "../../../schemas/provider.ts";
import type { Calendar } from "../../ledger/time/calendar.ts";
import type { FindingOf } from "../model/finding.ts";

/** Used bytes of a subscription at a moment. */
export interface Sample {
  readonly at: number;
  readonly used: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A share that falls back by so many points is over; a provider's own rounding is not. */
const calmPoints = 2;
/** The pace is that of so many days, of one at least. */
const paceDays = 7;
/** Some providers say 9999 years for "never". */
const furthestMs = 50 * 365 * dayMs;

interface SubscriptionState {
  readonly used: number;
  readonly total: number;
  readonly expiresAt: number | undefined;
}

/** What a provider's header says, else what its pseudo-nodes tell of the expiry. */
export function subscriptionOf(provider: ProxyProvider, calendar: Calendar, now: number): SubscriptionState {
  const info = provider.subscriptionInfo ?? {};
  const seconds = info.Expire ?? 0;
  const expiresAt = seconds > 0 ? seconds * 1000 : toldExpiry(provider, calendar);
  return {
    used: (info.Upload ?? 0) + (info.Download ?? 0),
    total: info.Total ?? 0,
    expiresAt: expiresAt !== undefined && expiresAt - now < furthestMs ? expiresAt : undefined,
  };
}

function toldExpiry({ proxies }: ProxyProvider, calendar: Calendar): number | undefined {
  for (const { name } of proxies ?? []) {
    const found = classifyName(name);
    const day = found.kind === "info" ? found.tells?.expires : undefined;
    if (day === undefined) continue;
    const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
    const start = calendar.dateStart(year, month, date);
    // The last day counts to its end.
    if (start !== undefined) return calendar.dayStartAfter(start, 1);
  }
  return undefined;
}

/** @param openStep The step that is open now, if one is: it ends a little below where it began. */
export function usedFinding(
  provider: string,
  { used, total }: SubscriptionState,
  percents: readonly number[],
  openStep: number | undefined,
): FindingOf<"provider-used"> | undefined {
  if (total <= 0) return undefined;
  const percent = (used / total) * 100;
  const reached = percents.filter((step) => percent >= (step === openStep ? step - calmPoints : step));
  if (reached.length === 0) return undefined;
  const step = Math.max(...reached);
  return {
    kind: "provider-used",
    subject: provider,
    data: { provider, step, used, total },
    step,
    ...(percent >= 100 ? { severity: "critical" as const } : undefined),
  };
}

export function expiryFinding(
  provider: string,
  { expiresAt }: SubscriptionState,
  days: readonly number[],
  now: number,
): FindingOf<"provider-expires"> | undefined {
  if (expiresAt === undefined) return undefined;
  const left = expiresAt - now;
  const reached = left <= 0 ? [0] : days.filter((day) => left <= day * dayMs);
  if (reached.length === 0) return undefined;
  const step = Math.min(...reached);
  return {
    kind: "provider-expires",
    subject: provider,
    data: { provider, step, expiresAt },
    // Fewer days are worse.
    step: -step,
    severity: step > 3 ? "info" : "warning",
  };
}

/** Whether the traffic runs out before it is renewed: with the expiry, as that is all that a subscription says. */
export function runOutFinding(
  provider: string,
  { used, total, expiresAt }: SubscriptionState,
  samples: readonly Sample[],
  now: number,
): FindingOf<"provider-runs-out"> | undefined {
  const first = samples.find(({ at }) => now - at <= paceDays * dayMs);
  if (first === undefined || total <= 0 || used >= total || expiresAt === undefined) return undefined;
  if (now - first.at < dayMs || used <= first.used) return undefined;
  const left = total - used;
  const runsOutAt = now + (left / (used - first.used)) * (now - first.at);
  if (runsOutAt >= expiresAt || expiresAt <= now) return undefined;
  // Figures that move with every reading would be an update each.
  const data = { provider, left: Math.floor(left / 1e9) * 1e9, runsOutAt: Math.round(runsOutAt / dayMs) * dayMs };
  return { kind: "provider-runs-out", subject: provider, data: { ...data, resetsAt: expiresAt } };
}

/** Remembers what was used, once in three hours; what falls began anew. */
export function withSample(samples: readonly Sample[], { used }: SubscriptionState, now: number): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && used < last.used) return [{ at: now, used }];
  if (last !== undefined && now - last.at < 3 * hourMs) return samples;
  return [...samples.filter(({ at }) => now - at <= (paceDays + 1) * dayMs), { at: now, used }];
}
