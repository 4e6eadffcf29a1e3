import type { ErrorCode } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import type { Reach } from "../kit/layout.ts";

/** What one controller answered just now. */
export type Answer =
  | { readonly state: "asking" }
  /** ms from question to answer. */
  | { readonly state: "here"; readonly rttMs: number }
  | { readonly state: "away"; readonly code: ErrorCode };

/** One controller among others. */
export interface ControllerEntry {
  readonly id: string;
  readonly ref: string;
  readonly reach: Reach;
  readonly answer?: Answer;
  readonly version?: string;
  readonly mode?: string;
}

/** The dot's state: what was answered just now weighs more than what was known before. */
export function reachNow({ reach, answer }: ControllerEntry): Reach {
  if (answer?.state === "here") return "reachable";
  if (answer?.state !== "away") return reach;
  return answer.code === "unauthorized" ? "unauthorized" : "unreachable";
}

/** `12 ms`, or why there is no such number. */
export function answerText(answer: Answer | undefined, t: Locale): string | undefined {
  switch (answer?.state) {
    case undefined:
      return undefined;
    case "asking":
      return t.controllers.asking;
    case "here":
      return t.node.ms(Math.round(answer.rttMs));
    case "away":
      return t.controllers.away[answer.code] ?? t.controllers.unreachable;
  }
}
