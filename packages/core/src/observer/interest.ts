import { ControllerError } from "../client/errors.ts";
import { didYouMean } from "../validation/nearest.ts";
import { type Interest, type Part, parts } from "./types.ts";

/** Nobody looks faster than this, in ms. */
const fastestMs = 500;
/** What a timer can hold, in ms. */
const slowestMs = 86_400_000;

/** Who wants what how often. */
export class InterestBook {
  readonly #interests = new Set<Interest>();

  /** Returns the way out. */
  add(interest: Interest): () => void {
    const own = { ...interest };
    this.#interests.add(own);
    return () => this.#interests.delete(own);
  }

  /** The pace of the most impatient reader of any of these parts, in ms; undefined: nobody is interested. */
  pace(...wanted: readonly Part[]): number | undefined {
    let fastest: number | undefined;
    for (const { parts, everyMs } of this.#interests) {
      if (parts.some((part) => wanted.includes(part))) fastest = Math.min(fastest ?? everyMs, everyMs);
    }
    return fastest;
  }

  /** The pace of the most impatient reader of anything. */
  get fastest(): number | undefined {
    return this.pace(...parts);
  }
}

/** Throws `invalid-input` for a part that does not exist: they come from flows and configs too. */
export function checkParts(wanted: readonly Part[]): void {
  const stranger = wanted.find((part) => !parts.includes(part));
  if (stranger === undefined) return;
  throw new ControllerError(
    "invalid-input",
    `There is no part ${JSON.stringify(stranger)}${didYouMean(stranger, parts) || "."}`,
  );
}

/** An interest that can be served, at a bearable pace. Throws `invalid-input`. */
export function checkInterest({ parts: wanted, everyMs }: Interest): Interest {
  checkParts(wanted);
  if (!(everyMs > 0))
    throw new ControllerError("invalid-input", `everyMs must be a time in ms above 0, not ${everyMs}.`);
  return { parts: [...wanted], everyMs: Math.min(slowestMs, Math.max(fastestMs, everyMs)) };
}
