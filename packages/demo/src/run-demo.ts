import { once } from "node:events";
import { isControllerError } from "@pointsman/core";
import { startDemo } from "./demo.ts";
import { readOptions, UsageError } from "./options.ts";

export interface RunOptions {
  /** Ends the demo, also while it starts. */
  readonly signal: AbortSignal;
}

/**
 * Runs the demo until the signal. The last line of its start is the address of its page; a mistake is one sentence on stderr.
 * @param args `[--controller URL] [--secret S | --secret-file F] [--port N] [--no-node-red]`
 * @returns The exit status: 0 done, 1 failed, 2 wrong usage.
 */
export async function runDemo(args: readonly string[], { signal }: RunOptions): Promise<number> {
  try {
    const demo = await startDemo(readOptions(args, process.env), { signal, say: (line) => tell(process.stdout, line) });
    tell(process.stdout, "Ctrl-C ends it. Open:");
    tell(process.stdout, demo.url);
    if (!signal.aborted) await once(signal, "abort");
    const left = await demo.stop();
    if (left.length > 0) tell(process.stderr, `did not end in time: ${left.join(", ")}`);
    return left.length === 0 ? 0 : 1;
  } catch (error) {
    // What a start that was called off complains about is of no interest.
    if (signal.aborted) return 0;
    tell(process.stderr, sentence(error));
    const isUsage = error instanceof UsageError || (isControllerError(error) && error.code === "invalid-input");
    return isUsage ? 2 : 1;
  }
}

function tell(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

function sentence(error: unknown): string {
  if (isControllerError(error)) return `${error.code}: ${error.message}`;
  if (error instanceof UsageError) return `invalid-input: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
