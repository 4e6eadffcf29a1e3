import { isControllerError } from "@pointsman/core/client";
import { exitCodes, UsageError } from "./exit.ts";

/** Where a command's words go. */
export interface Console {
  /** One line to stdout, waiting while the reader is slow. */
  line(text: string): Promise<void>;
  /** Bytes to stdout. */
  bytes(data: Uint8Array): Promise<void>;
  /** One JSON document: indented for a terminal, on one line for a program. */
  document(value: unknown): Promise<void>;
  /** Sentence and exit status of a mistake; nothing but the sentence, as details may be secret. */
  fail(error: unknown): number;
  /** A person reads along, not a program: what has a form for people is shown in it. */
  readonly isTerminal: boolean;
  /** Ends when stdout's reader has gone (`| head`). */
  readonly closed: AbortSignal;
}

/** @param output stdout, or what a test puts in its place. */
export function openConsole(
  output: NodeJS.WriteStream = process.stdout,
  problems: NodeJS.WritableStream = process.stderr,
): Console {
  const closed = new AbortController();
  // A reader that has seen enough is no mistake; anything else would go to nobody either.
  output.on("error", () => closed.abort());
  problems.on("error", () => {});

  async function write(data: string | Uint8Array): Promise<void> {
    if (closed.signal.aborted || output.write(data)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        output.off("drain", done);
        closed.signal.removeEventListener("abort", done);
        resolve();
      };
      output.on("drain", done);
      closed.signal.addEventListener("abort", done);
    });
  }

  return {
    closed: closed.signal,
    isTerminal: output.isTTY,
    line: (text) => write(`${text}\n`),
    bytes: write,
    document: (value) => write(`${JSON.stringify(value ?? null, undefined, output.isTTY ? 2 : undefined)}\n`),
    fail(error) {
      if (closed.signal.aborted) return exitCodes.done;
      problems.write(`${sentence(error)}\n`);
      return statusOf(error);
    },
  };
}

function sentence(error: unknown): string {
  if (isControllerError(error)) return `${error.code}: ${oneLine(error.message)}`;
  if (error instanceof UsageError) return `invalid-input: ${oneLine(error.message)}`;
  // A config's report has a line per mistake, by design.
  if (isConfigError(error)) return `invalid-input: ${error.message}`;
  return `failed: ${oneLine(error instanceof Error ? error.message : String(error))}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function statusOf(error: unknown): number {
  if (isConfigError(error)) return exitCodes.wrongConfig;
  const isUsage = error instanceof UsageError || (isControllerError(error) && error.code === "invalid-input");
  return isUsage ? exitCodes.wrongUsage : exitCodes.failed;
}

/** By name: the class lives in a part that most commands never load. */
function isConfigError(error: unknown): error is Error {
  return error instanceof Error && error.name === "ConfigError";
}
