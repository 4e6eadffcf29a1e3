import { type EndpointId, type RowDef, rowsById } from "@pointsman/core/client";
import { z } from "zod";
import { exitCodes } from "../exit.ts";
import { columns } from "../table.ts";
import type { Command } from "./command.ts";

/** Lists every row of the core's API. */
export const listEndpoints: Command = async ({ console, flags }) => {
  const rows = [...rowsById];
  if (flags.json) await console.document(rows.map(([id, row]) => described(id, row)));
  else
    await console.line(
      columns(
        rows.map(([id, row]) => [id, row.kind === "stream" ? "STREAM" : row.method, row.path, row.danger, row.summary]),
      ),
    );
  return exitCodes.done;
};

function described(id: EndpointId, row: RowDef): object {
  const { method, path, kind, danger, summary, query, since, fork } = row;
  const body = row.kind === "command" ? row.body : undefined;
  return {
    id,
    method,
    path,
    kind,
    danger,
    summary,
    ...(query === undefined ? {} : { query: inputSchema(query) }),
    ...(body === undefined ? {} : { body: inputSchema(body) }),
    ...(since === undefined ? {} : { since }),
    ...(fork === undefined ? {} : { fork }),
  };
}

function inputSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: "input" });
}
