import { didYouMean } from "@pointsman/core/client";
import { parseArguments } from "./arguments.ts";
import { commandNames, loadCommand } from "./commands/index.ts";
import { openConsole } from "./console.ts";
import { UsageError } from "./exit.ts";
import { watchEndSignals } from "./signals.ts";

/** Runs one command line and answers its exit status. Every mistake becomes one sentence on stderr with its code in front. */
export async function main(argv: readonly string[]): Promise<number> {
  const console = openConsole();
  using end = watchEndSignals(process.env);
  const signal = AbortSignal.any([end.signal, console.closed]);
  try {
    const { words, flags } = parseArguments(argv);
    const name = flags.version ? "version" : flags.help ? "help" : (words[0] ?? "help");
    const command = await loadCommand(name);
    if (command === undefined)
      throw new UsageError(
        `there is no command ${name}${didYouMean(name, commandNames) || "; pointsman help lists them"}`,
      );
    const rest = argv.filter((_, position) => position !== argv.indexOf(name));
    return await command({ words: words.slice(1), flags, argv: rest, console, signal, environment: process.env });
  } catch (error) {
    return console.fail(error);
  }
}
