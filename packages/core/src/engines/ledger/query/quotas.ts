import type { DatabaseSync } from "node:sqlite";
import type { Calendar } from "../time/calendar.ts";
import type { QuotaSettings } from "../config.ts";
import type { DeviceBook } from "../meter/flow.ts";
import { readUsage } from "./usage.ts";

/** How a quota stands. Bytes, times in ms. */
export interface QuotaState {
  /** The name that the config gives it. */
  readonly id: string;
  /** Whose it is; nothing: everything that the ledger counts. */
  readonly of: Pick<QuotaSettings, "device" | "provider" | "controller">;
  readonly limit: number;
  readonly used: number;
  /** 0 where more was used than there was. */
  readonly left: number;
  /** `used` as a share of the limit; above 1 when it is exceeded. */
  readonly share: number;
  readonly since: number;
  readonly resetsAt: number;
  /** When it is used up if things go on as they did since it began; null: not before it resets, or nobody can tell yet. */
  readonly runsOutAt: number | null;
  /** Days until then; 0 when it is used up. */
  readonly daysLeft: number | null;
  /** Share (0–1) of the time since it began that was watched: what was used meanwhile is not in `used`. */
  readonly coverage: number;
}

export interface QuotaInput {
  readonly id: string;
  readonly settings: QuotaSettings;
  /** Bytes since the quota began. */
  readonly used: number;
  readonly coverage: number;
  readonly calendar: Calendar;
  readonly nowMs: number;
}

const gigabyte = 1e9;
const dayMs = 86_400_000;
/** Before that a single film would foretell the month. */
const leastMs = dayMs;

/** When the running period of a quota began, and when it ends. */
export function quotaPeriod(
  resets: number,
  calendar: Calendar,
  nowMs: number,
): { readonly since: number; readonly resetsAt: number } {
  const month = calendar.monthOf(nowMs);
  const inThisMonth = calendar.startOfMonth(month, resets);
  if (nowMs < inThisMonth) return { since: calendar.startOfMonth(month - 1, resets), resetsAt: inThisMonth };
  return { since: inThisMonth, resetsAt: calendar.startOfMonth(month + 1, resets) };
}

/** How a quota stands, from what was used of it. */
export function quotaState({ id, settings, used, coverage, calendar, nowMs }: QuotaInput): QuotaState {
  const { gb, resets, ...of } = settings;
  const limit = gb * gigabyte;
  const { since, resetsAt } = quotaPeriod(resets, calendar, nowMs);
  const left = Math.max(0, limit - used);
  const runsOutAt = left === 0 ? nowMs : forecast({ left, used, since, nowMs });
  const isTold = runsOutAt !== undefined && runsOutAt < resetsAt;
  return {
    id,
    of,
    limit,
    used,
    left,
    share: used / limit,
    since,
    resetsAt,
    runsOutAt: isTold ? runsOutAt : null,
    daysLeft: isTold ? (runsOutAt - nowMs) / dayMs : null,
    coverage,
  };
}

function forecast({
  left,
  used,
  since,
  nowMs,
}: Record<"left" | "used" | "since" | "nowMs", number>): number | undefined {
  const elapsed = nowMs - since;
  if (used === 0 || elapsed < leastMs) return undefined;
  return nowMs + (left / used) * elapsed;
}

/** Every quota as it stands now. A quota of a device that nobody knows has used nothing. */
export function readQuotas(
  database: DatabaseSync,
  quotas: Readonly<Record<string, QuotaSettings>>,
  {
    calendar,
    nowMs,
    devices,
  }: { readonly calendar: Calendar; readonly nowMs: number; readonly devices?: DeviceBook | undefined },
): QuotaState[] {
  return Object.entries(quotas).map(([id, settings]) => {
    const { device, provider, controller, resets } = settings;
    const { since } = quotaPeriod(resets, calendar, nowMs);
    const query = {
      by: "device",
      since,
      ...(provider === undefined ? {} : { provider }),
      ...(controller === undefined ? {} : { controller }),
    } as const;
    const { rows, coverage } = readUsage(database, query, calendar, nowMs);
    // A name may stand for several keys; where nobody finds any it is one itself.
    const found = device === undefined ? [] : (devices?.find?.(device) ?? []);
    const keys = new Set(found.length > 0 ? found : [device]);
    const mine = device === undefined ? rows : rows.filter(({ key }) => keys.has(key));
    const used = mine.reduce((sum, { upload, download }) => sum + upload + download, 0);
    return quotaState({ id, settings, used, coverage, calendar, nowMs });
  });
}
