import {
  type CallRowOptions,
  type Controller,
  didYouMean,
  type EndpointId,
  isEndpointId,
  type Part,
  placeholders,
  rowOf,
  rowsById,
} from "@pointsman/core";
import { z } from "zod";
import { BadCommand } from "./envelope.ts";

/** How a row is asked for: `request/api/proxies.select`. */
export type RowVerb = `api/${EndpointId}`;

export function isRowVerb(verb: string): verb is RowVerb {
  return verb.startsWith("api/");
}

export function rowOfVerb(verb: RowVerb): EndpointId {
  return verb.slice("api/".length) as EndpointId;
}

/**
 * The verb of a row that can be answered in one message of JSON.
 * @throws BadCommand with the way there is instead
 */
export function readRowVerb(verb: string): RowVerb {
  const id = verb.slice("api/".length);
  if (!isEndpointId(id)) {
    const hint = didYouMean(id, [...rowsById.keys()]) || '; describe with {"rows":true} lists them';
    throw new BadCommand("unknown-verb", `there is no row ${JSON.stringify(id.slice(0, 64))}${hint}`);
  }
  const row = rowOf(id);
  if (row.kind === "stream")
    throw new BadCommand(
      "malformed",
      `${id} is a stream, which never ends: use the topics of the controller, tail-logs, or \`pointsman watch\``,
    );
  if (row.responseType === "bytes")
    throw new BadCommand("malformed", `${id} answers bytes, no JSON: use \`pointsman call ${id} --output FILE\``);
  return `api/${id}`;
}

/** What a command by a row may have changed. An operation would know; a row does not. */
const changed = ["settings", "groups", "nodes"] as const satisfies readonly Part[];

/**
 * Calls a row within the policy, with a line in the audit where it is a command. The client checks the parameters.
 * @throws ControllerError
 */
export async function callRow(
  controller: Pick<Controller, "call" | "observer">,
  id: EndpointId,
  parameters: Record<string, unknown>,
  options: CallRowOptions,
): Promise<unknown> {
  try {
    return shown(id, await controller.call(id, parameters, options)) ?? null;
  } finally {
    if (rowOf(id).kind === "command") controller.observer.refresh(changed).catch(() => undefined);
  }
}

/** Keys of an answer that hold the users and keys of the core's inbounds, or its command line. */
const secretKeys: Partial<Record<EndpointId, ReadonlySet<string>>> = {
  "configs.get": new Set(["authentication", "ss-config", "vmess-config", "tuic-server"]),
  "debug.vars": new Set(["cmdline"]),
};

/** Whoever reads the broker reads the answers, so they show no secret. */
function shown(id: EndpointId, answer: unknown): unknown {
  const secret = secretKeys[id];
  if (secret === undefined || typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([key]) => !secret.has(key)));
}

/** What a row takes and answers, as JSON schemas. */
export interface RowDescription {
  readonly row: EndpointId;
  readonly request: string;
  readonly kind: "query" | "command";
  readonly danger: string;
  readonly summary: string;
  readonly input: object;
  /** Only where one row was asked for. */
  readonly output?: object;
}

/** Every row that can be asked for. */
export function describeRows(): { readonly rows: readonly RowDescription[]; readonly total: number } {
  const rows = [...rowsById.keys()].flatMap((id) => describeRow(id) ?? []);
  return { rows, total: rows.length };
}

/** One row, with its answer. @throws BadCommand where it cannot be asked for */
export function describeOneRow(id: string): RowDescription {
  const row = rowOfVerb(readRowVerb(`api/${id}`));
  const about = describeRow(row);
  if (about === undefined) throw new BadCommand("unknown-verb", `there is no row ${JSON.stringify(id.slice(0, 64))}`);
  const { response } = rowOf(row) as { response?: z.ZodType };
  return response === undefined ? about : { ...about, output: z.toJSONSchema(response, { unrepresentable: "any" }) };
}

/** Undefined for streams and bytes. */
function describeRow(id: EndpointId): RowDescription | undefined {
  const row = rowOf(id);
  if (row.kind === "stream" || row.responseType === "bytes") return undefined;
  const names = placeholders(row.path);
  const body = row.kind === "command" ? row.body : undefined;
  const input = z.strictObject({
    ...Object.fromEntries(names.map((name) => [name, z.string().min(1)])),
    ...row.query?.shape,
    ...(body === undefined ? {} : { body }),
  });
  return {
    row: id,
    request: `request/api/${id}`,
    kind: row.kind,
    danger: row.danger,
    summary: row.summary,
    input: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
  };
}
