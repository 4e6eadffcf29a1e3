import type { Finding } from "../model/finding.ts";
import type { RuleParts } from "./core.ts";
import { type OwnHand, ownMs } from "./own-hand.ts";

/** Settings that were changed by somebody else. What is read for the first time was not changed. */
export class HandRule {
  readonly #parts: RuleParts & { readonly hand: OwnHand };
  #seen: { readonly at: number; readonly finding: Finding }[] = [];
  #isKnown = false;

  constructor(parts: RuleParts & { readonly hand: OwnHand }) {
    this.#parts = parts;
  }

  onMode(was: string | undefined, now: string): void {
    if (was === undefined) return;
    this.#isKnown = true;
    this.#see({ kind: "mode-changed", subject: "", data: { was, now } });
  }

  onSettings(keys: readonly string[]): void {
    // The first reading tells of all settings at once.
    if (!this.#isKnown && keys.includes("log-level") && keys.includes("port")) {
      this.#isKnown = true;
      return;
    }
    this.#isKnown = true;
    this.#see({ kind: "settings-changed", subject: "", data: { keys } });
  }

  tick(): void {
    const { book, controller, hand, now } = this.#parts;
    const due = this.#seen.filter(({ at }) => now() - at >= ownMs);
    if (due.length === 0) return;
    this.#seen = this.#seen.filter((one) => !due.includes(one));
    for (const { at, finding } of due) if (!hand.covers(controller, "settings", at)) book.notice(controller, finding);
  }

  #see(finding: Finding): void {
    this.#seen.push({ at: this.#parts.now(), finding });
  }
}
