/** How finely the past is kept: slots of `step` seconds, the newest `keep` of them. */
export interface Tier {
  readonly step: number;
  readonly keep: number;
}

/** 10 s for an hour, a minute for two days, a quarter of an hour for 90 days. */
export const tiers = [
  { step: 10, keep: 360 },
  { step: 60, keep: 2880 },
  { step: 900, keep: 8640 },
] as const satisfies readonly Tier[];

/** Widths of a point (s) that people can read off an axis; wider ones are whole days. */
const widths = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200] as const;
const day = 86_400;

/** The finest tier that reaches back so far (s) and is not finer than `finest` (s); the coarsest where none does. */
export function tierFor(ageSeconds: number, finest: number): Tier {
  return tiers.find(({ step, keep }) => step >= finest && ageSeconds <= step * keep) ?? tiers[2];
}

/** The width (s) of a point, so that the span has no more than `maxPoints`: whole slots, never less than one. */
export function widthFor(spanSeconds: number, step: number, maxPoints: number): number {
  const least = spanSeconds / maxPoints;
  const width = widths.find((one) => one >= least && one % step === 0);
  return width ?? Math.max(1, Math.ceil(least / day)) * day;
}

/** The beginning (s) of the slot that a moment (ms) is in. */
export function slotStart(ms: number, step: number): number {
  return Math.floor(ms / 1000 / step) * step;
}
