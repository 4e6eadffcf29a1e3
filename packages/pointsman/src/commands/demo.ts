import { UsageError } from "../exit.ts";
import type { Command } from "./command.ts";

/** What `@pointsman/demo` exports. It is no dependency of this package: it brings Node-RED and a broker. */
interface DemoPackage {
  /** @param argv The options of the command line: `--controller`, `--secret`, `--port`, `--no-node-red`. */
  runDemo(argv: readonly string[], options: { readonly signal: AbortSignal }): Promise<number>;
}

/** Starts the household to play with, where its package is installed. */
export const demo: Command = async ({ argv, signal }) => {
  const found = await findDemo();
  if (found === undefined) {
    throw new UsageError(
      "the demo is not part of this installation; in a checkout of the repository, npm run demo starts it",
    );
  }
  return await found.runDemo(argv, { signal });
};

async function findDemo(): Promise<DemoPackage | undefined> {
  // Not a literal: neither the compiler nor the bundler should follow it.
  const name: string = "@pointsman/demo";
  try {
    return (await import(name)) as DemoPackage;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
