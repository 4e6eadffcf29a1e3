import type { Clock } from "../../clock.ts";
import { type BotApiError, conflictingPoll } from "../errors.ts";
import type { Limits } from "../limits.ts";
import type { Update, UpdateKind, UpdatePayloads } from "../types.ts";

interface QueuedUpdate {
  update: Update;
  expiresAt: number;
}

interface Poll {
  limit: number;
  resolve(updates: Update[]): void;
  reject(error: BotApiError): void;
}

export interface PollOptions {
  /** First update wanted; every earlier one is confirmed and dropped. Negative: counted from the end. */
  offset: number;
  limit: number;
  timeoutMs: number;
  /** Aborted when the bot hangs up. */
  signal: AbortSignal;
}

const replayable = 100;

/** What waits for the bot: kept until confirmed by a higher offset, or until it is too old to matter. */
export class UpdateQueue {
  readonly #clock: Clock;
  readonly #limits: Limits;
  #waiting: QueuedUpdate[] = [];
  #delivered: Update[] = [];
  #replays: Update[] = [];
  #nextId = 100_001;
  #allowed: ReadonlySet<string> | undefined;
  #poll: Poll | undefined;

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get pendingCount(): number {
    this.#dropExpired();
    return this.#waiting.length;
  }

  /** The kinds the bot asked for last; an empty list means all. Updates that are queued already stay. */
  allow(kinds: readonly string[]): void {
    this.#allowed = kinds.length === 0 ? undefined : new Set(kinds);
  }

  get allowed(): string[] {
    return [...(this.#allowed ?? [])];
  }

  add<Kind extends UpdateKind>(kind: Kind, payload: UpdatePayloads[Kind]): void {
    if (this.#allowed !== undefined && !this.#allowed.has(kind)) return;
    const keptMs = kind === "callback_query" ? this.#limits.callbackKeptMs : this.#limits.updateKeptMs;
    const update: Update = { update_id: this.#nextId, [kind]: payload };
    this.#nextId += 1;
    this.#waiting.push({ update, expiresAt: this.#clock.now() + keptMs });
    this.#serve();
  }

  /** Delivers the last `count` delivered updates once more, with their old ids, as a server does that lost a confirmation. */
  replay(count: number): void {
    this.#replays.push(...this.#delivered.slice(-count));
    this.#serve();
  }

  drop(): void {
    this.#waiting = [];
  }

  /**
   * Long poll. A newer poll wins: the one that waits is refused with 409, as on the real server.
   */
  poll(options: PollOptions): Promise<Update[]> {
    this.terminatePoll(conflictingPoll());
    this.#confirm(options.offset);
    return new Promise((resolve, reject) => {
      const end = (): boolean => {
        if (this.#poll !== poll) return false;
        this.#poll = undefined;
        cancelTimer();
        options.signal.removeEventListener("abort", onAbort);
        return true;
      };
      const onAbort = (): void => {
        if (end()) resolve([]);
      };
      const poll: Poll = {
        limit: options.limit,
        resolve: (updates) => void (end() && resolve(updates)),
        reject: (error) => void (end() && reject(error)),
      };
      const cancelTimer = this.#clock.after(options.timeoutMs, () => poll.resolve([]));
      this.#poll = poll;
      options.signal.addEventListener("abort", onAbort);
      this.#serve();
      if (options.timeoutMs === 0) poll.resolve([]);
    });
  }

  /** Ends the poll that waits, if one does. */
  terminatePoll(error: BotApiError): void {
    this.#poll?.reject(error);
  }

  #serve(): void {
    const poll = this.#poll;
    if (poll === undefined) return;
    this.#dropExpired();
    const again = this.#replays.splice(0, poll.limit);
    const fresh = this.#waiting.slice(0, poll.limit - again.length).map((queued) => queued.update);
    if (again.length + fresh.length === 0) return;
    const known = new Set(this.#delivered);
    this.#delivered = [...this.#delivered, ...fresh.filter((update) => !known.has(update))].slice(-replayable);
    poll.resolve([...again, ...fresh]);
  }

  #confirm(offset: number): void {
    this.#dropExpired();
    if (offset < 0) this.#waiting = this.#waiting.slice(offset);
    else this.#waiting = this.#waiting.filter((queued) => queued.update.update_id >= offset);
  }

  #dropExpired(): void {
    const now = this.#clock.now();
    this.#waiting = this.#waiting.filter((queued) => queued.expiresAt > now);
  }
}
