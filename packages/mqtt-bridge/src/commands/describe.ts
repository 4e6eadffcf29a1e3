import { type OperationId, operations } from "@pointsman/core";
import { z } from "zod";
import { BadCommand } from "./envelope.ts";

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

/** Answers `{"operation": …}` with both of its schemas, and `{}` with the inputs of all operations. */
export function describeOperations(
  input: Record<string, unknown>,
): Description | { rows: readonly Description[]; total: number } {
  const { operation, ...rest } = input;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new BadCommand("malformed", `describe takes no "${unknown.slice(0, 64)}", only operation`);
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
  const { properties = {} } = z.toJSONSchema(operations[id].input, { io: "input", unrepresentable: "any" });
  return ["limit", "offset"].filter((key) => Object.hasOwn(properties, key));
}

function describe(id: OperationId): Description {
  const { danger, summary, input } = operations[id];
  return { operation: id, danger, summary, input: z.toJSONSchema(input, { io: "input" }) };
}

function ids(): OperationId[] {
  return Object.keys(operations) as OperationId[];
}
