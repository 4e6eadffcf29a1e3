import { type ErrorCode, isControllerError } from "@pointsman/core";

/** Largest command payload in bytes. */
export const maxCommandBytes = 8192;
/** Largest payload of a setting, which is one label, in bytes. */
export const maxValueBytes = 2048;
const maxTransaction = 64;
const maxTimeoutMs = 300_000;

/** The asker's part of a request, apart from the operation's input. */
export interface Request {
  readonly transaction: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly input: Record<string, unknown>;
}

/** A command that cannot be run as it came. `reason` is for programs, the message for people. */
export class BadCommand extends Error {
  readonly code: ErrorCode;
  readonly reason: "too-large" | "unknown-verb" | "rate-limited" | "malformed";

  constructor(reason: BadCommand["reason"], message: string) {
    super(message);
    this.reason = reason;
    this.code = reason === "rate-limited" ? "busy" : "invalid-input";
  }
}

/** The answer to one command, on the wire in snake case as the other topics are. */
export interface Answer {
  readonly status: "ok" | "error";
  readonly verb: string;
  readonly controller: string;
  readonly transaction?: string;
  readonly data?: unknown;
  readonly error?: {
    readonly code: ErrorCode;
    readonly reason?: string;
    readonly message: string;
    readonly retryable: boolean;
  };
  readonly took_ms: number;
}

/** Reads `{"transaction", "timeout_ms", …input}`; an empty payload is an empty input. */
export function readRequest(payload: Buffer): Request {
  checkSize(payload, maxCommandBytes);
  const { transaction, timeout_ms: timeoutMs, ...input } = readObject(payload);
  if (transaction !== undefined && (typeof transaction !== "string" || transaction.length > maxTransaction)) {
    throw new BadCommand("malformed", `transaction must be a string of at most ${maxTransaction} characters`);
  }
  if (timeoutMs !== undefined && (typeof timeoutMs !== "number" || !(timeoutMs > 0) || timeoutMs > maxTimeoutMs)) {
    throw new BadCommand("malformed", `timeout_ms must be a number between 1 and ${maxTimeoutMs}`);
  }
  return { transaction, timeoutMs, input };
}

/** The same of a verb that takes one text: that may come as it is, without JSON around it. */
export function readRequestOr(payload: Buffer, argument: string | undefined): Request {
  const text = payload.toString("utf8").trim();
  if (argument === undefined || text === "" || text.startsWith("{")) return readRequest(payload);
  checkSize(payload, maxValueBytes);
  return { transaction: undefined, timeoutMs: undefined, input: { [argument]: unquoted(text) } };
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}

/** The transaction of a command that may be wrong in every other way: whoever asked must know the answer. */
export function peekTransaction(payload: Buffer): string | undefined {
  try {
    return readRequest(payload).transaction;
  } catch {
    return undefined;
  }
}

/** @throws BadCommand `too-large` */
export function checkSize({ byteLength }: Buffer, max: number): void {
  if (byteLength > max)
    throw new BadCommand("too-large", `the command has ${byteLength} bytes, at most ${max} are taken`);
}

function readObject(payload: Buffer): Record<string, unknown> {
  const text = payload.toString("utf8").trim();
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadCommand(
      "malformed",
      'the payload is not JSON; send an object such as {"group":"Proxy","node":"HK 01"}',
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BadCommand("malformed", 'the payload must be a JSON object such as {"group":"Proxy","node":"HK 01"}');
  }
  return value as Record<string, unknown>;
}

/** What a failure looks like to the asker: code and one sentence, nothing of our insides. */
export function describeError(error: unknown): NonNullable<Answer["error"]> {
  if (error instanceof BadCommand) {
    return {
      code: error.code,
      reason: error.reason,
      message: error.message,
      retryable: error.reason === "rate-limited",
    };
  }
  if (isControllerError(error)) {
    const retryable = error.code === "unreachable" || error.code === "timeout" || error.code === "busy";
    return {
      code: error.code,
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      message: error.message,
      retryable,
    };
  }
  return {
    code: "unexpected-response",
    message: "the bridge could not run this command; its log says more",
    retryable: false,
  };
}
