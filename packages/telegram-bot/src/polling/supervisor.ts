import type { Api } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import { classifyFailure, failureText } from "../delivery/failure.ts";
import type { Log } from "../delivery/log.ts";
import { apiSignal } from "../egress/api-signal.ts";
import { retryDelay, type Pace } from "./pace.ts";

/** How the connection to Telegram is. `refused`: the token or the address is wrong; `conflict`: another process polls. */
export type TelegramHealth = "connecting" | "online" | "unreachable" | "conflict" | "refused" | "stopped";

export interface SupervisorOptions {
  readonly api: Api;
  readonly log: Log;
  readonly pace: Pace;
  /** Once per start, before the first update. */
  readonly onOnline: (me: UserFromGetMe) => void;
  /** What had been waiting is taken, and the long poll begins. */
  readonly onPolling: () => void;
  /** Telegram answers again after so many ms without an answer; not for the first answer of all. */
  readonly onBack?: (awayMs: number) => void;
  /** `late`: it was waiting while we were away, so nobody knows how old it is. Must not throw and must return soon. */
  readonly onUpdate: (update: Update, late: boolean) => void;
}

const allowedUpdates = ["message", "callback_query"] as const;
/** ms that the goodbye may take, which tells Telegram what we have seen. */
const goodbyeMs = 1000;
/** As many updates as Telegram hands out at once, twice. */
const rememberedUpdates = 200;

/**
 * Long polling that never gives up: every fault is classified, waited for and told once. An update is confirmed while it
 * is being handled, so none is handled twice, not even after a crash: for switches that is the safer side.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #abort = new AbortController();
  readonly #seen = new Set<number>();
  #health: TelegramHealth = "connecting";
  #me: UserFromGetMe | undefined;
  #offset = 0;
  #failures = 0;
  #contactAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get health(): TelegramHealth {
    return this.#health;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the poll at once; resolves within about a second. */
  async stop(): Promise<void> {
    const wasOnline = this.#health === "online";
    this.#abort.abort();
    await this.#running;
    this.#health = "stopped";
    if (!wasOnline || this.#offset === 0) return;
    await this.#options.api
      .getUpdates({ offset: this.#offset, limit: 1, timeout: 0 }, apiSignal(AbortSignal.timeout(goodbyeMs)))
      // Best effort: without it Telegram hands out the last batch again, and those presses are then refused as late.
      .catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.#session(signal);
      } catch (error) {
        if (signal.aborted) return;
        const failure = classifyFailure(error);
        const wait = retryDelay(failure, this.#failures, this.#options.pace);
        this.#failures += 1;
        this.#tell(failure.kind, error);
        await sleep(wait, signal);
      }
    }
  }

  /** From the first call to the first fault. */
  async #session(signal: AbortSignal): Promise<void> {
    const { api, pace, onOnline, onPolling } = this.#options;
    if (this.#me === undefined) {
      const me = await api.getMe(apiSignal(signal));
      this.#me = me;
      onOnline(me);
    }
    await api.deleteWebhook({}, apiSignal(signal));
    const late = Date.now() - this.#contactAt > pace.awayMs;
    // What waited for us comes at once, so that it can be told apart from what people do now.
    this.#take(await this.#poll(0, signal), late);
    onPolling();
    while (!signal.aborted) {
      const from = Date.now();
      const updates = await this.#poll(pace.pollSeconds, signal);
      // A poll that took longer than Telegram holds one: this machine slept meanwhile.
      this.#take(updates, Date.now() - from > pace.pollSeconds * 1000 + pace.awayMs);
    }
  }

  async #poll(timeout: number, signal: AbortSignal): Promise<Update[]> {
    const updates = await this.#options.api.getUpdates(
      { offset: this.#offset, timeout, limit: 100, allowed_updates: allowedUpdates },
      apiSignal(signal),
    );
    // Somebody on the way may answer anything; that was no contact with Telegram.
    if (!Array.isArray(updates)) throw new TypeError("getUpdates was answered with something else than a list");
    const awayMs = Date.now() - this.#contactAt;
    this.#contactAt = Date.now();
    this.#failures = 0;
    if (this.#health !== "online") {
      this.#options.log.info(this.#health === "connecting" ? "Telegram: online" : "Telegram: online again");
      this.#health = "online";
      if (Number.isFinite(awayMs)) this.#options.onBack?.(awayMs);
    }
    return updates;
  }

  #take(updates: readonly Update[], late: boolean): void {
    for (const update of updates) {
      this.#offset = update.update_id + 1;
      if (this.#seen.has(update.update_id)) continue;
      this.#seen.add(update.update_id);
      if (this.#seen.size > rememberedUpdates) this.#seen.delete(this.#seen.values().next().value ?? 0);
      this.#options.onUpdate(update, late);
    }
  }

  #tell(kind: ReturnType<typeof classifyFailure>["kind"], error: unknown): void {
    const { log } = this.#options;
    const health = kind === "token" ? "refused" : kind === "conflict" ? "conflict" : "unreachable";
    if (health === this.#health) {
      log.debug(`Telegram: still ${health} (${failureText(error)})`);
      return;
    }
    this.#health = health;
    if (health === "refused")
      log.error(`Telegram refuses the token, or api-root is no Bot API server (${failureText(error)})`);
    else if (health === "conflict") log.warn(`Another program polls with this token (${failureText(error)})`);
    else log.warn(`Telegram cannot be reached; trying again and again (${failureText(error)})`);
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = () => resolve();
  signal.addEventListener("abort", wake, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", wake);
}
