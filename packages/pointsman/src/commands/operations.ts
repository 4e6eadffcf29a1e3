import { type OperationDef, operations } from "@pointsman/core";
import { z } from "zod";
import { exitCodes } from "../exit.ts";
import { columns } from "../table.ts";
import type { Command } from "./command.ts";

/** Lists every operation. */
export const listOperations: Command = async ({ console, flags }) => {
  const all: readonly OperationDef[] = Object.values(operations);
  if (flags.json) await console.document(all.map(described));
  else
    await console.line(
      columns(all.map((operation) => [operation.id, operation.danger, inputWords(operation), operation.summary])),
    );
  return exitCodes.done;
};

function described({ id, danger, summary, input, output }: OperationDef): object {
  return { id, danger, summary, input: z.toJSONSchema(input, { io: "input" }), output: z.toJSONSchema(output) };
}

/** `group, node, closeConnections?` */
function inputWords({ input }: OperationDef): string {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: "input" });
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `${name}?`))
    .join(", ");
}
