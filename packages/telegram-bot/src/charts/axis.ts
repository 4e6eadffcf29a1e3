/** What the numbers of a chart are. */
export type Unit = "rate" | "bytes" | "count" | "ms";

export interface Tick {
  /** In the chart's own unit, or Unix time in ms. */
  readonly at: number;
  readonly label: string;
}

export interface ValueScale {
  /** The upper end of the axis; the lower is 0. */
  readonly top: number;
  readonly ticks: readonly Tick[];
}

const byteSteps = ["B", "KB", "MB", "GB", "TB"] as const;
const mostValueTicks = 5;
const mostTimeTicks = 9;
/** Axis where nothing but zeros was measured. */
const leastTop = { rate: 1024, bytes: 1024, count: 4, ms: 100 } as const satisfies Record<Unit, number>;

/** 1, 2 or 5 times a power of ten, so that at most `mostValueTicks` of them reach `value`. */
function niceStep(value: number): number {
  const rough = value / mostValueTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.9999) ?? 10;
  return factor * power;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** An axis from 0 to a round number above `max`, with labels people read: `1.5 MB/s`, `200 ms`. */
export function valueScale(unit: Unit, max: number): ValueScale {
  const value = max > 0 && Number.isFinite(max) ? max : leastTop[unit];
  const isBytes = unit === "rate" || unit === "bytes";
  const power = isBytes ? Math.min(byteSteps.length - 1, Math.max(0, Math.floor(Math.log2(value) / 10))) : 0;
  const whole = 1024 ** power;
  const step = unit === "count" ? Math.max(1, niceStep(value)) : niceStep(value / whole);
  const count = Math.ceil((value / whole / step) * 0.9999);
  const suffix = isBytes ? ` ${byteSteps[power] ?? "B"}${unit === "rate" ? "/s" : ""}` : unit === "ms" ? " ms" : "";
  const ticks = Array.from({ length: count + 1 }, (_, index) => ({
    at: index * step * whole,
    label: index === 0 ? "0" : `${shortNumber(index * step)}${suffix}`,
  }));
  return { top: count * step * whole, ticks };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [1, 2, 5, 10, 15, 20, 30]
  .map((count) => count * minute)
  .concat([1, 2, 3, 4, 6, 12].map((count) => count * hour))
  .concat([1, 2, 3, 5, 7, 10, 14, 30].map((count) => count * day));

/** ms that the wall clock is ahead of UTC at a moment, where the bot runs. */
function localOffset(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset() * minute;
}

/** The same of a time zone by its IANA name; undefined: where the bot runs. */
export function offsetIn(timeZone: string | undefined): (atMs: number) => number {
  if (timeZone === undefined) return localOffset;
  const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", { ...fields, timeZone, hourCycle: "h23" });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (name: keyof typeof fields): number => parts.get(name) ?? 0;
    const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    return wall - Math.floor(atMs / minute) * minute;
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** `14:30`, and the date at midnight and where the ticks are days apart. */
function timeLabel(wallMs: number, step: number): string {
  const wall = new Date(wallMs);
  const isDate = step >= day || wallMs % day === 0;
  return isDate
    ? `${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
    : `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
}

/** Round moments of the wall clock between two moments (Unix time in ms). */
export function timeTicks(sinceMs: number, untilMs: number, offsetAt: (atMs: number) => number = localOffset): Tick[] {
  const step = timeSteps.find((one) => (untilMs - sinceMs) / one <= mostTimeTicks) ?? 30 * day;
  const ticks: Tick[] = [];
  // A day more at both ends, as the clock may be put forward or back in between.
  const first = Math.floor((sinceMs + offsetAt(sinceMs) - day) / step) * step;
  for (let wall = first; wall <= untilMs + offsetAt(untilMs) + day; wall += step) {
    const at = wall - offsetAt(wall - offsetAt(wall));
    const isNew = at > (ticks.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
    if (at >= sinceMs && at <= untilMs && isNew) ticks.push({ at, label: timeLabel(wall, step) });
  }
  return ticks;
}
