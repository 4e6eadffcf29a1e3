import type { Controller, Part } from "@pointsman/core";

/** What `/metrics` shows of a core, and how fresh, in ms: what the core sends by itself, and what has to be asked for. */
const interests = [
  { parts: ["reachability", "traffic", "memory", "connections"], everyMs: 15_000 },
  { parts: ["version", "groups", "nodes", "providers"], everyMs: 60_000 },
] as const satisfies readonly { parts: readonly Part[]; everyMs: number }[];

/** Without a scrape for so long nobody is interested any more, ms. */
const leaseMs = 300_000;
/** How long the first scrape waits for the cores' answers, ms. */
const firstMs = 2000;

/** Watches the cores while somebody scrapes, and asks them for nothing when nobody does. */
export class ScrapeLease {
  readonly #controllers: readonly Pick<Controller, "observer">[];
  #watching: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(controllers: Iterable<Pick<Controller, "observer">>) {
    this.#controllers = [...controllers];
  }

  /** To be called with each scrape; the first one waits until the figures are there, or a moment. */
  async renew(): Promise<void> {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), leaseMs);
    this.#timer.unref();
    if (this.#watching !== undefined) return;
    const watching = new AbortController();
    this.#watching = watching;
    for (const { observer } of this.#controllers)
      for (const interest of interests) void ignoring(observer.watch(interest, { signal: watching.signal }));
    const signal = AbortSignal.any([watching.signal, AbortSignal.timeout(firstMs)]);
    const parts = interests.flatMap((interest) => interest.parts);
    // A core that does not answer is shown as down.
    await Promise.allSettled(this.#controllers.map(({ observer }) => observer.refresh(parts, { signal })));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#end();
  }

  #end(): void {
    this.#watching?.abort();
    this.#watching = undefined;
  }
}

/** What counts is the snapshot. */
async function ignoring(changes: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _ of changes);
  } catch {
    // The controller was closed.
  }
}
