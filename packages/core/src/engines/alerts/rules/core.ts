import type { Snapshot } from "../../../observer/types.ts";
import type { AlertBook } from "../book/book.ts";
import { type OwnHand, ownMs } from "./own-hand.ts";

export interface RuleParts {
  readonly book: AlertBook;
  /** Id of the controller. */
  readonly controller: string;
  readonly now: () => number;
}

/** A restart so close to an outage is the way that the outage ended. */
const sameOutageMs = 60_000;

interface Restart {
  readonly at: number;
  readonly version: string | undefined;
}

interface Update {
  readonly at: number;
  readonly was: string;
  readonly now: string;
}

export interface CoreRuleParts extends RuleParts {
  readonly hand: OwnHand;
  /** By controller, what its core called itself last; outlives the process. */
  readonly versions: Map<string, string>;
}

/** The core itself: gone, back, restarted, updated, or with another secret. */
export class CoreRule {
  readonly #parts: CoreRuleParts;
  #restarts: Restart[] = [];
  #updates: Update[] = [];
  #updatedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: CoreRuleParts) {
    this.#parts = parts;
  }

  onState({ reachability, error }: Pick<Snapshot, "reachability" | "error">): void {
    const { book, controller } = this.#parts;
    if (reachability === "unknown") return;
    if (reachability === "unauthorized") book.raise(controller, { kind: "secret-refused", subject: "", data: {} });
    else book.clear(controller, "secret-refused");
    if (reachability === "unreachable") {
      const data = { reason: error?.code ?? "unreachable", restarted: false };
      book.raise(controller, { kind: "core-lost", subject: "", data });
    } else book.clear(controller, "core-lost");
  }

  /** Told after a moment, when it is known whether somebody asked for it through us. */
  onRestart(version: string | undefined): void {
    this.onVersion(version);
    this.#restarts.push({ at: this.#parts.now(), version });
  }

  /** What the core calls itself now. What it was called is also remembered from an earlier process. */
  onVersion(version: string | undefined): void {
    const { controller, versions, now } = this.#parts;
    if (version === undefined) return;
    const was = versions.get(controller);
    versions.set(controller, version);
    if (was !== undefined && was !== version) this.#updates.push({ at: now(), was, now: version });
  }

  tick(): void {
    const { now } = this.#parts;
    const isDue = ({ at }: { readonly at: number }): boolean => now() - at >= ownMs;
    const updates = this.#updates.filter(isDue);
    const restarts = this.#restarts.filter(isDue);
    this.#updates = this.#updates.filter((update) => !updates.includes(update));
    this.#restarts = this.#restarts.filter((restart) => !restarts.includes(restart));
    for (const update of updates) this.#tellUpdate(update);
    for (const restart of restarts) this.#tell(restart);
  }

  #tellUpdate({ at, was, now }: Update): void {
    const { book, controller, hand } = this.#parts;
    this.#updatedAt = at;
    if (hand.covers(controller, "restart", at)) return;
    book.notice(controller, { kind: "core-updated", subject: "", data: { was, now } });
  }

  #tell({ at, version }: Restart): void {
    const { book, controller, hand } = this.#parts;
    if (hand.covers(controller, "restart", at)) return;
    const endedOutage = book.amend(controller, "core-lost", (alert) => {
      const isSame = at >= alert.since && at <= (alert.until ?? Number.POSITIVE_INFINITY) + sameOutageMs;
      if (!isSame) return undefined;
      return { kind: "core-lost", subject: "", data: { ...alert.data, restarted: true } };
    });
    // An update says more than that it restarted for it.
    if (endedOutage || Math.abs(at - this.#updatedAt) < sameOutageMs) return;
    const data = version === undefined ? {} : { version };
    book.notice(controller, { kind: "core-restarted", subject: "", data });
  }
}
