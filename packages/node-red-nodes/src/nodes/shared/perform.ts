import type { Danger, RunOptions } from "@pointsman/core";
import { actionCause, FlowError, toFlowError } from "../../runtime/flow-error.ts";
import { actorOf, type Hub, type Opened } from "../../runtime/hub.ts";

/** One wish of a flow: an operation's or a row's id, and its input (a row's: parameters flat, the body as `body`). */
export interface Wish {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface PerformOptions {
  readonly signal: AbortSignal;
  /** The node that asks, for policy and audit. */
  readonly node: { readonly id: string; readonly name?: string };
  /** What a long operation says while it runs. */
  readonly progress?: RunOptions["progress"];
}

/**
 * Runs an operation, or calls a row, within the controller's policy. Undefined answers become null.
 * Throws `FlowError`, whose code is one of core's.
 */
export async function perform(hub: Hub, wish: Wish, options: PerformOptions): Promise<unknown> {
  const opened = await hub.open();
  const { core } = opened;
  try {
    return (await start(hub, opened, wish, options)) ?? null;
  } catch (error) {
    if (core.isControllerError(error)) throw toFlowError(error, wish.action);
    throw error;
  }
}

async function start(hub: Hub, { core, controller }: Opened, { action, input }: Wish, options: PerformOptions) {
  const actor = actorOf(options.node);
  const { signal, progress } = options;
  if (core.isOperationId(action)) {
    return await controller.run(action, input, { actor, signal, ...(progress === undefined ? {} : { progress }) });
  }
  if (!core.isEndpointId(action)) throw unknownAction(action, core.didYouMean(action, [...knownIds(core)]));
  const { kind, danger } = core.rowOf(action);
  if (kind === "stream") {
    throw new FlowError("invalid-input", `${action} is a stream, which never ends: use a source node for it.`, {
      row: action,
    });
  }
  const reason = core.refusal({ operation: action, danger: danger satisfies Danger }, actor, hub.caps);
  if (reason !== undefined) throw new FlowError("forbidden", `${reason}.`, { row: action });
  return await core.rowFunction(controller.client, action)(input, { signal });
}

function* knownIds(core: Opened["core"]): Iterable<string> {
  yield* Object.keys(core.operations);
  yield* core.rowsById.keys();
}

function unknownAction(action: string, hint: string): FlowError {
  const sentence =
    action === ""
      ? "No action is chosen."
      : `There is no operation or endpoint ${JSON.stringify(action)}${hint === "" ? "." : hint}`;
  return new FlowError("invalid-input", sentence, action === "" ? {} : actionCause(action));
}
