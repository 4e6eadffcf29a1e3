/** At most `limit` pieces of work at once, first come first served. */
export interface Budget {
  /**
   * Starts `work` when its turn comes. When `wanted` says no at that moment, it is not started and the promise rejects
   * with `NotStarted`, which nobody waits for any more.
   */
  run<T>(work: () => Promise<T>, wanted: () => boolean): Promise<T>;
}

export class NotStarted extends Error {
  override readonly name = "NotStarted";
}

export function createBudget(limit: number): Budget {
  const waiting: (() => void)[] = [];
  let active = 0;

  async function turn(): Promise<void> {
    if (active < limit) {
      active++;
      return;
    }
    // Whoever leaves hands its place over, so `active` stays.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) active--;
    else next();
  }

  return {
    async run(work, wanted) {
      await turn();
      try {
        if (!wanted()) throw new NotStarted();
        return await work();
      } finally {
        leave();
      }
    },
  };
}
