import { pause } from "../pause.ts";

/** So soon people see that the list lives, and how fast each connection is. */
const firstMs = 1000;
/** A reading that takes long is made more rarely, so that it never takes more than this part of the time. */
const shareOfTime = 20;

export interface ConnectionFeedOptions<Reading> {
  /** Between two readings. */
  readonly everyMs: number;
  readonly read: (signal: AbortSignal) => Promise<Reading>;
  /** Not called after `stop`. */
  readonly onReading: (reading: Reading) => void;
  /** It could not be read this time. Not called after `stop`. */
  readonly onFault: (error: unknown) => void;
}

/** Reads a list again and again while somebody looks at it. What cannot be read is tried again at the next turn. */
export class ConnectionFeed<Reading> {
  readonly #abort = new AbortController();

  constructor(options: ConnectionFeedOptions<Reading>) {
    void this.#run(options);
  }

  stop(): void {
    this.#abort.abort();
  }

  async #run({ everyMs, read, onReading, onFault }: ConnectionFeedOptions<Reading>): Promise<void> {
    const { signal } = this.#abort;
    let waitMs = Math.min(firstMs, everyMs);
    while (!signal.aborted) {
      await pause(waitMs, signal);
      if (signal.aborted) return;
      const startedAt = performance.now();
      const tell = await read(signal).then(
        (reading) => () => onReading(reading),
        (error: unknown) => () => onFault(error),
      );
      if (signal.aborted) return;
      tell();
      waitMs = Math.max(everyMs, (performance.now() - startedAt) * shareOfTime);
    }
  }
}
