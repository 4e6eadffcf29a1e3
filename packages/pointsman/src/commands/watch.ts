import { type CallOptions, createClient, didYouMean, openController, parts } from "@pointsman/core";
import { exitCodes, UsageError } from "../exit.ts";
import { parseParameters } from "../parameters.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

const streams = ["traffic", "memory", "logs", "connections"] as const;
const names = [...streams, "changes"] as const;
type StreamName = (typeof names)[number];

/** Prints one line per frame, until the user ends it or the core is lost. */
export const watch: Command = async (context) => {
  const name = streamName(context.words[0]);
  const parameters = parseParameters(context.words.slice(1));
  try {
    await (name === "changes" ? watchChanges(context, parameters) : watchFrames(context, name, parameters));
  } catch (error) {
    if (!context.signal.aborted) throw error;
  }
  return exitCodes.done;
};

function streamName(word: string | undefined): StreamName {
  if (word === undefined) throw new UsageError(`watch needs one of ${names.join(", ")}`);
  const bare = word.replace(/\.stream$/, "");
  const found = names.find((name) => name === bare);
  if (found === undefined)
    throw new UsageError(
      `there is no stream ${JSON.stringify(word)}${didYouMean(bare, names) || `; choose one of ${names.join(", ")}`}`,
    );
  return found;
}

type StreamFunction = (parameters: unknown, options: CallOptions) => AsyncIterable<unknown>;

async function watchFrames(context: CommandContext, name: (typeof streams)[number], parameters: object): Promise<void> {
  await using client = createClient(await targetOf(context));
  const frames = client[name].stream as StreamFunction;
  for await (const frame of frames(parameters, { signal: context.signal }))
    await context.console.line(JSON.stringify(frame));
}

/** Everything, at the pace of a person who looks. */
const defaultInterest = { parts, everyMs: 5_000 };

async function watchChanges(context: CommandContext, parameters: object): Promise<void> {
  await using controller = openController(await targetOf(context));
  for await (const change of controller.observer.watch(
    { ...defaultInterest, ...parameters },
    { signal: context.signal },
  ))
    await context.console.line(JSON.stringify(change));
}
