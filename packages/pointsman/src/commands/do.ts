import { didYouMean, isEndpointId, isOperationId, openController, type OperationId, operations } from "@pointsman/core";
import { commandLineActor } from "../actor.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { parseParameters } from "../parameters.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/** Runs one operation and prints its result. */
export const runOperation: Command = async (context) => {
  const { words, console, signal } = context;
  const id = operationId(words[0]);
  const input = parseParameters(words.slice(1));
  await using controller = openController(await targetOf(context));
  // The runner checks the input itself.
  await console.document(await controller.run(id, input, { actor: commandLineActor(), signal }));
  return exitCodes.done;
};

function operationId(word: string | undefined): OperationId {
  if (word === undefined)
    throw new UsageError("do needs an operation such as get-status; pointsman operations lists them");
  if (isEndpointId(word)) throw new UsageError(`${word} is a row: use pointsman call ${word}`);
  if (isOperationId(word)) return word;
  throw new UsageError(
    `there is no operation ${JSON.stringify(word)}${didYouMean(word, Object.keys(operations)) || "; pointsman operations lists them"}`,
  );
}
