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

/** The core itself: gone, back, restarted, or with another secret. */
export class CoreRule {
  readonly #parts: RuleParts & { readonly hand: OwnHand };
  #restarts: Restart[] = [];

  constructor(parts: RuleParts & { readonly hand: OwnHand }) {
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
    this.#restarts.push({ at: this.#parts.now(), version });
  }

  tick(): void {
    const { now } = this.#parts;
    const due = this.#restarts.filter(({ at }) => now() - at >= ownMs);
    if (due.length === 0) return;
    this.#restarts = this.#restarts.filter((restart) => !due.includes(restart));
    for (const restart of due) this.#tell(restart);
  }

  #tell({ at, version }: Restart): void {
    const { book, controller, hand } = this.#parts;
    if (hand.covers(controller, "restart", at)) return;
    const endedOutage = book.amend(controller, "core-lost", (alert) => {
      const isSame = at >= alert.since && at <= (alert.until ?? Number.POSITIVE_INFINITY) + sameOutageMs;
      if (!isSame) return undefined;
      return { kind: "core-lost", subject: "", data: { ...alert.data, restarted: true } };
    });
    if (endedOutage) return;
    const data = version === undefined ? {} : { version };
    book.notice(controller, { kind: "core-restarted", subject: "", data });
  }
}
