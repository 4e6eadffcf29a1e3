import { FlowError } from "../../runtime/flow-error.ts";
import { settingOf } from "../../runtime/stored-values.ts";

/** A day is longer than anybody waits. */
const maxSeconds = 86_400;

/** A stored number of seconds, in ms. Throws `FlowError` where it is none, or out of range. */
export function intervalOf(stored: unknown, fallback: string): number {
  const text = settingOf(stored) || fallback;
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= maxSeconds) return Math.round(seconds * 1000);
  throw new FlowError(
    "invalid-input",
    `The interval must be between 1 and ${maxSeconds} seconds, not ${JSON.stringify(text)}.`,
  );
}

/** A stored whole number, from 1 on. Throws `FlowError` where it is none. */
export function countOf(stored: unknown, fallback: string, max: number): number {
  const text = settingOf(stored) || fallback;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw new FlowError(
    "invalid-input",
    `The limit must be a whole number from 1 to ${max}, not ${JSON.stringify(text)}.`,
  );
}

/** A stored choice. Throws `FlowError` where it is not one of them. */
export function choiceOf<Choice extends string>(stored: unknown, choices: readonly Choice[], fallback: Choice): Choice {
  const text = settingOf(stored) || fallback;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new FlowError("invalid-input", `${JSON.stringify(text)} is none of ${choices.join(", ")}.`);
}
