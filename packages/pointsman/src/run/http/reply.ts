import { isControllerError } from "@pointsman/core/client";

/** What a route answers. */
export interface Reply {
  readonly status: number;
  /** Content-Type. */
  readonly type: string;
  readonly body: string;
}

export function json(status: number, value: unknown): Reply {
  return { status, type: "application/json; charset=utf-8", body: `${JSON.stringify(value)}\n` };
}

/** `{"code", "message"}`, as on the command line. */
export function problem(status: number, code: string, message: string): Reply {
  return json(status, { code, message });
}

const statusOf: Readonly<Record<string, number>> = {
  "invalid-input": 400,
  forbidden: 403,
  "not-found": 404,
  unsupported: 404,
  busy: 503,
  aborted: 503,
  timeout: 504,
};

/** An error as its reader may see it; undefined for one that is our own mistake. */
export function replyTo(error: unknown): Reply | undefined {
  if (!isControllerError(error)) return undefined;
  return problem(statusOf[error.code] ?? 502, error.code, error.message);
}
