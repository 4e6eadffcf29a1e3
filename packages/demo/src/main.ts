import { isControllerError } from "@pointsman/core";
import { createDemo } from "./demo.ts";
import { readOptions, UsageError } from "./options.ts";

/** Runs until a signal, or until the wrapper that started us is gone. The last line of the start is the address. */
export async function runDemo(args: readonly string[]): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    if (process.env["POINTSMAN_WRAPPED"] !== undefined) process.on("disconnect", () => resolve());
  });
  try {
    const demo = createDemo(readOptions(args, process.env), (line) => console.log(line));
    const url = await Promise.race([demo.start(), ended]);
    if (url !== undefined) {
      console.log("Ctrl-C ends it. Open:");
      console.log(url);
      await ended;
    }
    const left = await demo.stop();
    if (left.length > 0) console.error(`did not end in time: ${left.join(", ")}`);
    process.exit(0);
  } catch (error) {
    console.error(sentence(error));
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

function sentence(error: unknown): string {
  if (isControllerError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

if (import.meta.main) await runDemo(process.argv.slice(2));
