import { ControllerError, isControllerError } from "../client/errors.ts";
import type { Reachability } from "./types.ts";

export interface ContactOptions {
  /**
   * One small call that shows that the core is there and ready. Answers the mark of its present state, new with each
   * start and each reload, or undefined where the core has none.
   */
  ping(): Promise<string | undefined>;
  onState(state: Reachability, error: ControllerError | undefined): void;
  /** The core lost its memory: it `restarted`, or only read its config again. */
  onNewLife(life: "restarted" | "reloaded"): void;
}

/** So many failures in a row make an outage, as a lost packet makes none. */
const missesUntilLost = 3;
/** A failure is looked into after this, in ms. */
const verifyMs = 1000;
/** Failures count as several when they began so far apart, in ms; less than `verifyMs`, as timers are not exact. */
const apartMs = 900;

/** Knows whether the core is there, and whether it is still the one that it was. */
export class Contact {
  readonly #options: ContactOptions;
  #state: Reachability = "unknown";
  #misses = 0;
  #countedAt = Number.NEGATIVE_INFINITY;
  #pinging: Promise<void> | undefined;
  #verifyTimer: NodeJS.Timeout | undefined;
  #life: string | undefined;
  /** Why it is not reachable. */
  #error: ControllerError | undefined;
  /** When something was last cut (monotonic) that no sign of the same life followed: a new life is then a restart. */
  #cutAt: number | undefined;
  #isClosed = false;

  constructor(options: ContactOptions) {
    this.#options = options;
  }

  get state(): Reachability {
    return this.#state;
  }

  /** Passes where the core was there the last time; else asks once for all who wait. Throws `ControllerError`. */
  ensure(): Promise<void> {
    return this.#state === "reachable" ? Promise.resolve() : this.check();
  }

  /** Asks the core now. */
  check(): Promise<void> {
    this.#pinging ??= this.#ping().finally(() => {
      this.#pinging = undefined;
    });
    return this.#pinging;
  }

  /** A call was answered, be it with a refusal. */
  hit(): void {
    this.#misses = 0;
    clearTimeout(this.#verifyTimer);
    this.#set("reachable", undefined);
  }

  /** A call that started at `startedAt` (monotonic) failed. */
  failed(error: unknown, startedAt: number): void {
    if (!isControllerError(error) || error.code === "aborted" || this.#isClosed) return;
    if (error.code === "unauthorized") this.#set("unauthorized", error);
    else if (error.code === "unreachable" || error.code === "timeout") this.#miss(error, startedAt);
  }

  /** A stream was cut: whether the core is gone must be looked into at once, by a call that starts after the cut. */
  cut(): void {
    this.#cutAt = performance.now();
    if (this.#state !== "reachable") return;
    const earlier = this.#pinging ?? Promise.resolve();
    // The check tells its outcome to all itself.
    void earlier.catch(() => {}).then(() => this.check().catch(() => {}));
  }

  /** The mark of the core's present state was seen in an answer. `askedAt` (monotonic) where it is known. */
  saw(life: string | undefined, askedAt = Number.NEGATIVE_INFINITY): void {
    const before = this.#life;
    const isNew = before !== undefined && life !== undefined && before !== life;
    const wasCut = this.#cutAt !== undefined;
    if (life !== undefined) this.#life = life;
    if (isNew || (this.#cutAt !== undefined && askedAt >= this.#cutAt)) this.#cutAt = undefined;
    if (isNew) this.#options.onNewLife(wasCut ? "restarted" : "reloaded");
  }

  /** Totals fell, which only a restart does. */
  sawRestart(): void {
    this.#life = undefined;
    this.#cutAt = undefined;
    this.#options.onNewLife("restarted");
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#verifyTimer);
  }

  async #ping(): Promise<void> {
    const startedAt = performance.now();
    try {
      const life = await this.#options.ping();
      if (this.#isClosed) return;
      this.hit();
      this.saw(life, startedAt);
    } catch (error) {
      // Whatever answers so strangely to a ping is not a core.
      if (isControllerError(error) && error.code === "unexpected-response") this.#miss(error, startedAt);
      else this.failed(error, startedAt);
      throw error;
    }
  }

  #miss(error: ControllerError, startedAt: number): void {
    // Calls that ran side by side fail together and say it only once, and many impatient readers make no outage of a moment.
    if (this.#misses > 0 && startedAt < this.#countedAt + apartMs) return;
    this.#countedAt = performance.now();
    this.#misses += 1;
    this.#cutAt = performance.now();
    const isLost = this.#state !== "reachable" || this.#misses >= missesUntilLost;
    if (isLost) this.#set("unreachable", error);
    else this.#verifyLater();
  }

  #verifyLater(): void {
    clearTimeout(this.#verifyTimer);
    this.#verifyTimer = setTimeout(() => {
      void this.check().catch(() => {});
    }, verifyMs);
  }

  #set(state: Reachability, error: ControllerError | undefined): void {
    if (this.#isClosed) return;
    if (state !== "reachable") clearTimeout(this.#verifyTimer);
    if (state === this.#state && error?.code === this.#error?.code && error?.reason === this.#error?.reason) return;
    this.#state = state;
    this.#error = error;
    this.#options.onState(state, error);
  }
}
