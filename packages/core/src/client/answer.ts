import { compileCheck } from "../schemas/check.ts";
import type { RowDef } from "../endpoints/define.ts";
import type { ControllerError } from "./errors.ts";
import { callName, coreName, type FailureContext, failure } from "./failure.ts";

/** One HTTP answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string;
  /** The methods that a path knows; comes with a 405. */
  readonly allow?: string;
  /** When it was sent, by the core's own clock (RFC 9110 §6.6.1). */
  readonly date?: string;
  readonly body: Buffer;
}

/** Turns an answer into the row's value, checked in place. Throws the `ControllerError` that the answer means. */
export function readAnswer(answer: HttpAnswer, row: RowDef, context: FailureContext): unknown {
  const { status } = answer;
  if (status < 200 || status > 299) throw answerFailure(answer, context);
  const isJson = answer.contentType.startsWith("application/json");
  if (row.kind === "stream" || row.response === undefined) {
    if (answer.body.length > 0 && !isJson) throw strangeAnswer(answer, context);
    return undefined;
  }
  if (row.responseType === "bytes") {
    if (answer.contentType.startsWith("text/html")) throw strangeAnswer(answer, context);
    return new Uint8Array(answer.body.buffer, answer.body.byteOffset, answer.body.length);
  }
  const value = parseJson(answer, isJson, context);
  const issue = compileCheck(row.response)(value);
  if (issue === undefined) return value;
  const where = issue.path.length === 0 ? "the answer" : issue.path.join(".");
  throw failure(
    "unexpected-response",
    `${coreName(context)} answered ${callName(context)} in a shape that we do not know: ${where} ${issue.problem}.`,
    context,
    {
      status,
      reason: "shape",
    },
  );
}

function parseJson(answer: HttpAnswer, isJson: boolean, context: FailureContext): unknown {
  const text = answer.body.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be anything.
    if (!isJson) throw strangeAnswer(answer, context);
    const sentence = text === "" ? "answered nothing where JSON belongs" : "sent JSON that ends too early or is broken";
    throw failure(
      "unexpected-response",
      `${coreName(context)} ${sentence} (${callName(context)}): check what stands in between.`,
      context,
      {
        status: answer.status,
        reason: "broken-json",
      },
    );
  }
}

/** What an answer other than 2xx means. */
export function answerFailure(answer: HttpAnswer, context: FailureContext): ControllerError {
  const { status } = answer;
  const facts = { status };
  if (status === 401) {
    return failure(
      "unauthorized",
      `${coreName(context)} does not accept the secret: give the one that its own config has under "secret".`,
      context,
      facts,
    );
  }
  if (status === 405 || (status === 404 && isUnknownPath(answer, context))) {
    const path = context.row === undefined ? "" : ` (${context.row.method} ${context.row.path})`;
    return failure(
      "unsupported",
      `${coreName(context)} does not offer ${callName(context)}${path}: it is too old for it, or built without it.`,
      context,
      answer.allow === undefined ? facts : { ...facts, detail: `Allow: ${answer.allow}` },
    );
  }
  const detail = jsonMessage(answer);
  if (detail === undefined) return strangeAnswer(answer, context);
  if (status === 404) {
    const what = context.named === undefined ? "what it was asked for" : `the ${context.named}`;
    return failure("not-found", `${coreName(context)} does not have ${what} (${callName(context)}).`, context, {
      status,
      detail,
    });
  }
  if (status < 400) return strangeAnswer(answer, context);
  return failure(
    "rejected",
    `${coreName(context)} refused ${callName(context)}: ${detail.replace(/\.$/, "")}.`,
    context,
    { status, detail },
  );
}

/** The router's own 404 is this text; a name that is unknown answers JSON. What forks alone have is unknown to others either way. */
function isUnknownPath(answer: HttpAnswer, context: FailureContext): boolean {
  return (
    context.row?.fork === true || (!isHtml(answer) && answer.body.toString("utf8").trim() === "404 page not found")
  );
}

/** The core's own words: `message`, or `error` on some rows of forks. */
function jsonMessage(answer: HttpAnswer): string | undefined {
  if (!answer.contentType.startsWith("application/json")) return undefined;
  try {
    const value: unknown = JSON.parse(answer.body.toString("utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    const { message, error } = value as { message?: unknown; error?: unknown };
    const words = message ?? error;
    return typeof words === "string" ? words.trim() : undefined;
  } catch {
    return undefined;
  }
}

function isHtml(answer: HttpAnswer): boolean {
  return (
    answer.contentType.startsWith("text/html") || /^\s*<(!doctype|html)/i.test(answer.body.toString("latin1", 0, 200))
  );
}

/** Not what a core says: somebody else answered, or something in between. */
function strangeAnswer(answer: HttpAnswer, context: FailureContext): ControllerError {
  const { status } = answer;
  if (status >= 300 && status <= 399) {
    // Only the host: a path may hold somebody's token.
    const target = URL.parse(answer.location)?.origin ?? "null";
    const to = target === "null" ? "" : ` to ${target}`;
    return failure(
      "unexpected-response",
      `The address redirects ${callName(context)} elsewhere${to}: give the address of the core's API itself.`,
      context,
      { status, reason: "redirect" },
    );
  }
  if (
    /an HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port/i.test(
      answer.body.toString("latin1", 0, 2000),
    )
  ) {
    return failure("unexpected-response", `${coreName(context)} speaks TLS on this port: use https://.`, context, {
      status,
      reason: "tls",
    });
  }
  if (isHtml(answer)) {
    return failure(
      "unexpected-response",
      `The address answers ${callName(context)} with a web page (status ${status}), not with a core's API: check address, port and path.`,
      context,
      { status, reason: "html" },
    );
  }
  return failure(
    "unexpected-response",
    `The address answers ${callName(context)} with status ${status} and no JSON, not as a core does: check address, port and path.`,
    context,
    { status, reason: "not-json" },
  );
}
