/** What the simulated world asks for the time. All times are milliseconds since the epoch, fractions allowed. */
export interface Clock {
  now(): number;
  /** Runs `fn` once after `ms`; the answer cancels it. */
  after(ms: number, fn: () => void): () => void;
}

/** The machine's own clock. Timers do not keep the process alive. */
export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms`; due timers run in order, each at its own moment, and what they start may run too. */
  advance(ms: number): Promise<void>;
}

/** Makes a {@link ManualClock} that starts at `start` (default 2026-01-01T00:00:00Z). */
export function createManualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let time = start;
  let order = 0;
  const timers = new Map<number, { at: number; fn: () => void }>();

  function nextDue(until: number): number | undefined {
    let found: number | undefined;
    let at = Number.POSITIVE_INFINITY;
    for (const [id, timer] of timers) {
      if (timer.at <= until && timer.at < at) {
        found = id;
        at = timer.at;
      }
    }
    return found;
  }

  return {
    now: () => time,
    after(ms, fn) {
      const id = order++;
      timers.set(id, { at: time + Math.max(0, ms), fn });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const until = time + ms;
      for (let id = nextDue(until); id !== undefined; id = nextDue(until)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (timer === undefined) continue;
        time = Math.max(time, timer.at);
        timer.fn();
        // Promises that hang on this timer settle before the next one runs.
        await new Promise((resolve) => setImmediate(resolve));
      }
      time = until;
    },
  };
}

/** Resolves after `ms` with `true`, or at once with `false` when the signal aborts first. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve(false);
      return;
    }
    const onAbort = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve(true);
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
