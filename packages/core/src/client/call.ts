import type { z } from "zod";
import type { CallOptions, Deadline, RowDef } from "../endpoints/define.ts";
import type { EndpointId } from "../endpoints/index.ts";
import { fieldPath, issueText } from "../validation/issue-text.ts";
import { didYouMean } from "../validation/nearest.ts";
import { ControllerError } from "./errors.ts";
import { fillTarget, placeholders } from "./path.ts";
import type { StreamRequest, TransportRequest } from "./transport.ts";

type CallParams = Readonly<Record<string, unknown>>;

const queryMs = 5000;
const commandMs = 10_000;

/** Checks the parameters of a call once more at run time: they may come from a flow, a topic or a command line. */
export interface CallShape {
  readonly request: (params?: unknown, options?: CallOptions) => TransportRequest;
  readonly stream: (params?: unknown) => StreamRequest;
}

/** What a row asks of its callers. `defaultMs` replaces the deadline of rows that have none of their own. */
export function createCallShape(id: EndpointId, row: RowDef, defaultMs?: number): CallShape {
  const names = placeholders(row.path);
  const queryNames = Object.keys(row.query?.shape ?? {});
  const body = row.kind === "command" ? row.body : undefined;
  const known = [...names, ...queryNames, ...(body === undefined ? [] : ["body"])];
  const kindMs = defaultMs ?? (row.kind === "query" ? queryMs : commandMs);

  const refuse = (problem: string): never => {
    throw new ControllerError("invalid-input", `${id}: ${problem}.`.replace(/\?\.$/, "?"), { endpoint: id });
  };
  const checked = (given: unknown): CallParams => {
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return refuse("the parameters must be an object of keys and values");
    const params = given as CallParams;
    for (const key of Object.keys(params)) {
      if (!known.includes(key) && params[key] !== undefined) refuse(unknownKey(key, known));
    }
    for (const name of names) checkName(name, params[name], refuse);
    if (row.query !== undefined) {
      const query = Object.fromEntries(queryNames.map((name) => [name, params[name]]));
      const result = row.query.safeParse(query, { reportInput: true });
      if (!result.success) refuse(firstIssue("", result.error));
    }
    if (body !== undefined) {
      if (params["body"] === undefined) refuse('"body" is missing');
      const result = body.safeParse(params["body"], { reportInput: true });
      if (!result.success) refuse(firstIssue("body", result.error));
    }
    return params;
  };
  return {
    request(given = {}, options = {}) {
      const params = known.length === 0 && isEmpty(given) ? {} : checked(given);
      return {
        id,
        row,
        target: fillTarget(row, params),
        deadlineMs: options.timeoutMs ?? deadlineOf(row.deadline, params, kindMs),
        // Only a row with placeholders can be told that a name is unknown.
        ...(names.length === 0
          ? undefined
          : { named: names.map((name) => `${name} ${JSON.stringify(params[name])}`).join(", ") }),
        ...(body === undefined ? undefined : { body: JSON.stringify(params["body"]) }),
        ...(options.signal === undefined ? undefined : { signal: options.signal }),
      };
    },
    stream(given = {}) {
      return { id, row, target: fillTarget(row, checked(given)) };
    },
  };
}

function isEmpty(params: unknown): boolean {
  if (typeof params !== "object" || params === null) return false;
  for (const _ in params) return false;
  return !Array.isArray(params);
}

function unknownKey(key: string, known: readonly string[]): string {
  const tail = didYouMean(key, known) || (known.length === 0 ? "; it takes none" : `; it knows ${known.join(", ")}`);
  return `there is no parameter ${JSON.stringify(key)}${tail}`;
}

/** An empty name would call another row: `DELETE /connections/` closes all of them. */
function checkName(name: string, value: unknown, refuse: (problem: string) => never): void {
  if (value === undefined) refuse(`"${name}" is missing`);
  if (typeof value !== "string") refuse(`"${name}" must be a text`);
  if (value === "") refuse(`"${name}" must not be empty`);
  try {
    encodeURIComponent(value);
  } catch {
    // A lone surrogate: half of a character that was cut in two.
    refuse(`"${name}" holds half a character`);
  }
}

function firstIssue(under: string, error: Pick<z.core.$ZodError, "issues">): string {
  const issue = error.issues[0];
  if (issue === undefined) return "the parameters are not valid";
  const where = fieldPath(under === "" ? issue.path : [under, ...issue.path]);
  return `${JSON.stringify(where)} ${issueText(issue)}`;
}

function deadlineOf(deadline: Deadline | undefined, params: CallParams, kindMs: number): number {
  if (deadline === undefined) return kindMs;
  if ("ms" in deadline) return deadline.ms;
  const value = params[deadline.param];
  return typeof value === "number" ? value * deadline.unitMs + deadline.plusMs : deadline.defaultMs;
}
