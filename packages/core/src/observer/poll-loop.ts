import { isControllerError } from "../client/errors.ts";

/** How soon a core that is still starting is asked again, in ms. */
const startingMs = 500;

/** One reading that repeats at a pace, never twice at the same time. */
export class PollLoop {
  readonly #read: () => Promise<void>;
  #everyMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** The reading after the one that runs, wanted by those who came while it ran. */
  #following: Promise<void> | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #hasFailed = false;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  /** Undefined: nobody is interested, so nothing is read. The first reading is due when the last one is older than the pace. */
  setPace(everyMs: number | undefined): void {
    if (everyMs === this.#everyMs) return;
    this.#everyMs = everyMs;
    this.#schedule();
  }

  get isWanted(): boolean {
    return this.#everyMs !== undefined;
  }

  /**
   * A reading that starts now or later, so that it shows what was done before; or one that began at most `maxAgeMs` ago,
   * unless it failed or expired. Shared by all who ask meanwhile.
   */
  run(maxAgeMs = 0): Promise<void> {
    const isRecent = maxAgeMs > 0 && performance.now() - this.#startedAt <= maxAgeMs && !this.#hasFailed;
    if (isRecent) return this.#running ?? Promise.resolve();
    if (this.#running === undefined) return this.#begin();
    this.#following ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#following;
  }

  /** The next reading is due at once, however fresh the last one is. */
  expire(): void {
    this.#startedAt = Number.NEGATIVE_INFINITY;
    this.#schedule();
  }

  #begin(): Promise<void> {
    clearTimeout(this.#timer);
    this.#following = undefined;
    this.#startedAt = performance.now();
    this.#hasFailed = false;
    const running = this.#read().then(
      () => this.#finished(),
      (error: unknown) => {
        this.#finished(error);
        throw error;
      },
    );
    this.#running = running;
    return running;
  }

  #finished(error?: unknown): void {
    this.#running = undefined;
    this.#hasFailed = error !== undefined;
    const isStarting = isControllerError(error) && error.reason === "starting";
    this.#schedule(isStarting ? startingMs : undefined);
  }

  #schedule(soonMs?: number): void {
    clearTimeout(this.#timer);
    if (this.#everyMs === undefined || this.#running !== undefined) return;
    const dueMs = this.#startedAt + this.#everyMs - performance.now();
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, Math.min(dueMs, soonMs ?? dueMs)));
  }

  /** Failures of a repeated reading are told by whoever watches over the core; here the next turn is all that follows. */
  #tick(): void {
    if (this.#running === undefined) void this.#begin().catch(() => {});
  }
}
