import type { Actor } from "../policy/types.ts";
import type { Progress } from "./define.ts";

export interface RunOptions {
  readonly actor: Actor;
  /** Before anything was sent an abort means that nothing happened; after, the error says `effect: "unknown"`. */
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}
