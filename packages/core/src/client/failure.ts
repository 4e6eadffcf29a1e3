import type { EndpointId } from "../endpoints/index.ts";
import type { RowDef } from "../endpoints/define.ts";
import { ControllerError, type ControllerErrorOptions, type ErrorCode } from "./errors.ts";

/** What an error is about: the call, and who was called. */
export interface FailureContext {
  readonly id?: EndpointId;
  readonly row?: RowDef;
  readonly named?: string;
  /** The controller's name; its address never stands in an error. */
  readonly controller?: string;
  /** The request may have reached the core. */
  readonly sent?: boolean;
  /** Takes out of a text whatever is secret. */
  readonly redact?: (text: string) => string;
}

/** Who was called, as the subject of a sentence. */
export function coreName(context: FailureContext): string {
  return context.controller === undefined ? "The core" : `The core ${JSON.stringify(context.controller)}`;
}

/** What was asked of it, as the object of a sentence. */
export function callName(context: FailureContext): string {
  return context.id ?? "the call";
}

type Facts = Pick<ControllerErrorOptions, "status" | "detail" | "reason" | "cause">;

/** One failure with all that is known of it. A command that was sent and has no answer has an unknown effect. */
export function failure(
  code: ErrorCode,
  sentence: string,
  context: FailureContext,
  facts: Facts = {},
): ControllerError {
  const redact = context.redact ?? ((text: string) => text);
  const isCommand = context.row?.kind === "command";
  const unanswered = facts.status === undefined;
  return new ControllerError(code, redact(sentence), {
    ...facts,
    ...(facts.detail === undefined ? undefined : { detail: redact(facts.detail) }),
    ...(context.id === undefined ? undefined : { endpoint: context.id }),
    ...(context.controller === undefined ? undefined : { controller: context.controller }),
    ...(isCommand && unanswered
      ? { effect: context.sent === true ? ("unknown" as const) : ("none" as const) }
      : undefined),
  });
}
