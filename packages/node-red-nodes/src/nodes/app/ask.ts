import type { ErrorCode } from "@pointsman/core";
import { FlowError } from "../../runtime/flow-error.ts";

/** Where the app's HTTP is, and how to be let in. */
export interface AppAccess {
  /** `http://127.0.0.1:9797`, a path prefix included. */
  readonly url: string;
  readonly token: string;
}

/** Core's list is not used, as it would load core with the package. */
const codes = {
  unreachable: true,
  timeout: true,
  unauthorized: true,
  "not-found": true,
  unsupported: true,
  rejected: true,
  busy: true,
  forbidden: true,
  "invalid-input": true,
  "unexpected-response": true,
  aborted: true,
} as const satisfies Record<ErrorCode, true>;

const deadlineMs = 10_000;

/**
 * Reads one of the app's answers. Throws `FlowError` with the app's own code and sentence; never shows the token.
 * @param path `api/usage`, without a slash in front.
 * @param operation What it answers, for the error's cause.
 */
export async function askApp(
  { url, token }: AppAccess,
  path: string,
  query: Readonly<Record<string, string>>,
  { operation, signal }: { readonly operation: string; readonly signal: AbortSignal },
): Promise<unknown> {
  const address = `${url.replace(/\/+$/, "")}/${path}?${new URLSearchParams(query).toString()}`;
  const deadline = AbortSignal.timeout(deadlineMs);
  const answered = await fetch(address, {
    headers: { Accept: "application/json", ...(token === "" ? {} : { Authorization: `Bearer ${token}` }) },
    redirect: "error",
    signal: AbortSignal.any([signal, deadline]),
  })
    .then(async (answer) => ({ status: answer.status, body: parsed(await answer.text()) }))
    .catch(() => {
      if (signal.aborted) throw new FlowError("aborted", "The question to the app was cancelled.", { operation });
      if (deadline.aborted)
        throw new FlowError("timeout", `The app did not answer within ${deadlineMs / 1000} s.`, { operation });
      throw new FlowError("unreachable", "The app does not answer at its address. Does its config have `http`?", {
        operation,
      });
    });
  const { status, body } = answered;
  if (status === 200 && typeof body === "object" && body !== null) return body;
  throw refused(status, body, operation);
}

function refused(status: number, body: unknown, operation: string): FlowError {
  const { code, message } = (typeof body === "object" && body !== null ? body : {}) as {
    code?: unknown;
    message?: unknown;
  };
  if (typeof code === "string" && Object.hasOwn(codes, code) && typeof message === "string")
    return new FlowError(code as ErrorCode, message, { operation, status });
  if (status === 401) return new FlowError("unauthorized", "The app refuses the token.", { operation, status });
  if (status === 404)
    return new FlowError("unsupported", "This app does not have that: is it an older one?", { operation, status });
  return new FlowError("unexpected-response", `What answered is no Pointsman app (HTTP ${status}).`, {
    operation,
    status,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is told by its status.
    return undefined;
  }
}
