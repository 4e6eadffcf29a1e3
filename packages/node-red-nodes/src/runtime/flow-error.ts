import type { ErrorCode } from "@pointsman/core";

/** What Catch nodes see in `msg.error.cause`. Node-RED drops every other property of an error. */
export interface FlowErrorCause {
  /** One of the two: what was asked for. */
  readonly row?: string;
  readonly operation?: string;
  /** HTTP status, where one came. */
  readonly status?: number;
  /** The core's own message, or ours. */
  readonly message: string;
}

/** The only error that leaves a node: `code` is one of core's closed set. */
export class FlowError extends Error {
  readonly code: ErrorCode;
  override readonly cause: FlowErrorCause;

  constructor(code: ErrorCode, message: string, cause: Omit<FlowErrorCause, "message"> & { message?: string } = {}) {
    super(message);
    this.code = code;
    this.cause = { ...cause, message: cause.message ?? message };
    // Catch shows String(error): the sentence without a class name in front. Own, as `name` is printed by loggers.
    Object.defineProperty(this, "name", { value: "FlowError" });
  }

  override toString(): string {
    return this.message;
  }
}

/** The part of a `ControllerError` that reaches a flow. */
interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
}

/** A failed call or operation, as a Catch node gets it. `action` is a row or operation id. */
export function toFlowError(failure: Failure, action?: string): FlowError {
  return new FlowError(failure.code, failure.message, {
    ...(action === undefined ? {} : actionCause(action)),
    ...(failure.status === undefined ? {} : { status: failure.status }),
    message: failure.detail ?? failure.message,
  });
}

/** `{ row: "proxies.select" }` or `{ operation: "select-node" }`: a row's id has a dot. */
export function actionCause(action: string): { readonly row: string } | { readonly operation: string } {
  return action.includes(".") ? { row: action } : { operation: action };
}
