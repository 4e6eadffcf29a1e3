import { type OperationId, operations, remembering } from "@pointsman/core";
import { z } from "zod";
import { BadCommand } from "./envelope.ts";
import { describeOneRow, describeRows, type RowDescription } from "./rows.ts";

/** What an operation takes and answers, as JSON schemas. */
export interface Description {
  readonly operation: OperationId;
  /** The policy allows or forbids by it. */
  readonly danger: string;
  readonly summary: string;
  readonly input: object;
  /** Only where one operation was asked for. */
  readonly output?: object;
}

type Listing = { readonly rows: readonly (Description | RowDescription)[]; readonly total: number };

/**
 * Answers `{"operation": …}` or `{"row": …}` with both of its schemas, `{}` with the inputs of all operations, and
 * `{"rows": true}` with those of all rows.
 */
export function describeCommands(input: Record<string, unknown>): Description | RowDescription | Listing {
  const { operation, row, rows, ...rest } = input;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new BadCommand("malformed", `describe takes no "${unknown.slice(0, 64)}", only operation, row or rows`);
  if ([operation, row, rows].filter((each) => each !== undefined).length > 1)
    throw new BadCommand("malformed", "describe takes one of operation, row and rows");
  if (row !== undefined) return describeOneRow(typeof row === "string" ? row : JSON.stringify(row));
  if (rows !== undefined) return describeRows();
  return describeOperations(operation);
}

function describeOperations(operation: unknown): Description | Listing {
  if (operation === undefined) {
    const rows = ids().map(describe);
    return { rows, total: rows.length };
  }
  const id = ids().find((each) => each === operation);
  if (id === undefined)
    throw new BadCommand(
      "unknown-verb",
      `there is no operation ${JSON.stringify(operation).slice(0, 64)}; describe without one lists them`,
    );
  return { ...describe(id), output: z.toJSONSchema(operations[id].output) };
}

/** How a listing is asked for less: those of `limit` and `offset` that the operation takes. */
export function pageKeys(id: OperationId): readonly string[] {
  const { properties = {} } = inputSchema(id);
  return ["limit", "offset"].filter((key) => Object.hasOwn(properties, key));
}

/** The one text that an operation cannot do without, where there is just one: it may be sent as it is. */
export const soleArgument = remembering((id: OperationId): string | undefined => {
  const { properties = {}, required = [] } = inputSchema(id);
  const [name, ...others] = required;
  const about = name === undefined ? undefined : properties[name];
  const isText = typeof about === "object" && (about.type === "string" || about.enum !== undefined);
  return others.length === 0 && isText ? name : undefined;
});

function inputSchema(id: OperationId): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(operations[id].input, { io: "input", unrepresentable: "any" });
}

function describe(id: OperationId): Description {
  const { danger, summary, input } = operations[id];
  return { operation: id, danger, summary, input: z.toJSONSchema(input, { io: "input" }) };
}

function ids(): OperationId[] {
  return Object.keys(operations) as OperationId[];
}
