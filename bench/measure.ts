/** One line of the table: ours against a baseline of the same run, lower is better. */
export interface Measurement {
  readonly name: string;
  readonly ours: number;
  /** Null where the target is absolute. */
  readonly baseline: number | null;
  readonly unit: string;
  /** `ours / baseline`, or `ours / target` where there is no baseline. */
  readonly ratio: number;
  readonly target: string;
  readonly met: boolean;
  /** What the figure does not say by itself. */
  readonly note?: string;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<Measurement>;
}

/** The middle value: one slow round (a garbage collection, a neighbour on the machine) does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Runs both sides by turns, so that a machine that gets slower or warmer does it to both, and changes who goes first.
 * Each round is `calls` awaited calls; the result is the median time of one call in µs.
 */
export async function sideBySide(
  ours: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
  { rounds, calls }: { rounds: number; calls: number },
): Promise<{ ours: number; baseline: number }> {
  const times = { ours: [] as number[], baseline: [] as number[] };
  const measure = async (side: "ours" | "baseline"): Promise<void> => {
    const call = side === "ours" ? ours : baseline;
    const start = performance.now();
    for (let index = 0; index < calls; index += 1) await call();
    times[side].push(((performance.now() - start) * 1000) / calls);
  };
  for (let round = -2; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (["ours", "baseline"] as const) : (["baseline", "ours"] as const);
    for (const side of order) await measure(side);
    // The first rounds warm up both sides and do not count.
    if (round < 0) {
      times.ours.length = 0;
      times.baseline.length = 0;
    }
  }
  return { ours: median(times.ours), baseline: median(times.baseline) };
}

/** Makes the table's line of two figures. */
export function compared(
  name: string,
  figures: { ours: number; baseline: number },
  limit: number,
  unit: string,
  note?: string,
): Measurement {
  const ratio = figures.ours / figures.baseline;
  return {
    name,
    ...figures,
    unit,
    ratio,
    target: `<= ${limit} ×`,
    met: ratio <= limit,
    ...(note === undefined ? {} : { note }),
  };
}
