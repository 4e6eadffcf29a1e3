import type { Timers } from "../../src/engines/alerts/timers.ts";

export interface FakeClock {
  readonly now: () => number;
  readonly timers: Timers;
  /** How many timers wait. */
  readonly waiting: number;
  /** Lets time pass, timer by timer, and lets what they began in promises settle. */
  advance(ms: number): Promise<void>;
  /** Only moves the hands: as after a restart. */
  jump(ms: number): void;
}

interface Entry {
  at: number;
  readonly everyMs: number | undefined;
  readonly work: () => void;
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** Time by hand, from noon UTC of a winter's day on. */
export function fakeClock(start = Date.UTC(2026, 10, 27, 12)): FakeClock {
  let now = start;
  const entries = new Set<Entry>();
  const add = (entry: Entry): (() => void) => {
    entries.add(entry);
    return () => void entries.delete(entry);
  };
  return {
    now: () => now,
    timers: {
      every: (ms, work) => add({ at: now + ms, everyMs: ms, work }),
      after: (ms, work) => add({ at: now + ms, everyMs: undefined, work }),
    },
    get waiting() {
      return entries.size;
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...entries].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        if (next.everyMs === undefined) entries.delete(next);
        else next.at += next.everyMs;
        next.work();
        await settle();
      }
      now = end;
      await settle();
    },
    jump(ms) {
      now += ms;
    },
  };
}
