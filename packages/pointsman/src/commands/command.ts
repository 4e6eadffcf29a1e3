import type { Flags } from "../arguments.ts";
import type { Console } from "../console.ts";

/** What a command gets. */
export interface CommandContext {
  /** Its arguments, without its own name. */
  readonly words: readonly string[];
  readonly flags: Flags;
  /** Everything after the command's name as it was typed. */
  readonly argv: readonly string[];
  readonly console: Console;
  /** Ends when the user wants it to. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Answers the exit status; mistakes are thrown. */
export type Command = (context: CommandContext) => Promise<number>;
