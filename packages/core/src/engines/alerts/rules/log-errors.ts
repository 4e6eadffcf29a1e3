import { createHash } from "node:crypto";
import type { FindingOf } from "../model/finding.ts";
import { normalised } from "./log-text.ts";

const windowMinutes = 5;
const windowMs = windowMinutes * 60_000;
/** Sorts of lines that are told apart; a log of nothing but new texts must not fill the memory. */
const maxSorts = 300;
/** Counts are kept by so many slices of the window. */
const sliceMs = windowMs / 10;

interface Sort {
  readonly text: string;
  /** Lines by slice of time. */
  readonly slices: Map<number, number>;
  isBurst: boolean;
}

/** Errors of one sort that come in numbers. */
export class LogErrorsRule {
  readonly #limit: number;
  readonly #sorts = new Map<string, Sort>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param count More than 1 for lines that nobody could read in time. */
  add(line: string, now: number, count = 1): void {
    const text = normalised(line);
    let sort = this.#sorts.get(text);
    if (sort === undefined) {
      if (this.#sorts.size >= maxSorts) this.#forgetOldest();
      sort = { text, slices: new Map(), isBurst: false };
    } else this.#sorts.delete(text);
    // The most recent is the last to be forgotten.
    this.#sorts.set(text, sort);
    const slice = Math.floor(now / sliceMs);
    sort.slices.set(slice, (sort.slices.get(slice) ?? 0) + count);
  }

  /** A burst is over when a tenth of the limit is left of it. */
  check(now: number): readonly FindingOf<"log-errors">[] {
    const first = Math.floor((now - windowMs) / sliceMs);
    return [...this.#sorts.values()].flatMap((sort): FindingOf<"log-errors">[] => {
      for (const slice of sort.slices.keys()) if (slice <= first) sort.slices.delete(slice);
      const lines = [...sort.slices.values()].reduce((sum, count) => sum + count, 0);
      if (lines === 0) this.#sorts.delete(sort.text);
      sort.isBurst = lines >= (sort.isBurst ? Math.max(1, this.#limit / 10) : this.#limit);
      if (!sort.isBurst) return [];
      const data = { text: sort.text, lines, minutes: windowMinutes };
      return [{ kind: "log-errors", subject: shortHash(sort.text), data, count: lines }];
    });
  }

  #forgetOldest(): void {
    for (const [text, sort] of this.#sorts) {
      if (sort.isBurst) continue;
      this.#sorts.delete(text);
      return;
    }
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
