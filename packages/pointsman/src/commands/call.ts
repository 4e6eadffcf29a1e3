import { writeFile } from "node:fs/promises";
import {
  createClient,
  didYouMean,
  type EndpointId,
  isEndpointId,
  rowFunction,
  rowOf,
  rowsById,
} from "@pointsman/core/client";
import { resolveFile } from "../arguments.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { parseParameters } from "../parameters.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/** Calls one row and prints its answer: JSON, or bytes as they come. */
export const call: Command = async (context) => {
  const { words, flags, console, signal, environment } = context;
  const id = await rowId(words[0]);
  const parameters = parseParameters(words.slice(1));
  const target = await targetOf(context);
  await using client = createClient(target);
  const answer = await rowFunction(client, id)(parameters, { signal });
  if (flags.output !== undefined)
    await writeFile(
      resolveFile(flags.output, environment),
      answer instanceof Uint8Array ? answer : JSON.stringify(answer ?? null),
    );
  else if (answer instanceof Uint8Array) await console.bytes(answer);
  else await console.document(answer);
  return exitCodes.done;
};

async function rowId(word: string | undefined): Promise<EndpointId> {
  if (word === undefined) throw new UsageError("call needs a row such as version.get; pointsman endpoints lists them");
  if (!isEndpointId(word)) throw await unknownRow(word);
  if (rowOf(word).kind === "stream")
    throw new UsageError(`${word} is a stream: use pointsman watch ${word.split(".")[0]}`);
  return word;
}

/** Operations are loaded only for the sentence: calls should start fast. */
async function unknownRow(word: string): Promise<UsageError> {
  const { isOperationId } = await import("../operation-names.ts");
  if (isOperationId(word)) return new UsageError(`${word} is an operation: use pointsman do ${word}`);
  const hint = didYouMean(word, [...rowsById.keys()]) || "; pointsman endpoints lists them";
  return new UsageError(`there is no row ${JSON.stringify(word)}${hint}`);
}
