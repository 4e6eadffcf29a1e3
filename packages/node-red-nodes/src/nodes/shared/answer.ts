import { performance } from "node:perf_hooks";
import { actionCause, FlowError } from "../../runtime/flow-error.ts";
import type { Hub } from "../../runtime/hub.ts";
import type { InputContext } from "../../runtime/input.ts";
import type { NodeMessage } from "../../runtime/red.ts";
import { noController } from "../controller/live-controllers.ts";
import { type BareNode, controllerTrace, type FlowNode } from "./flow-node.ts";

/** What came of a message's wish. */
export interface Answered {
  /** Operation or row id. */
  readonly action: string;
  readonly result: unknown;
}

/**
 * Works on one message with the node's controller and answers with the same message: the result in the given property,
 * `msg.pointsman` beside it, the outcome in the status. Throws `FlowError`, which `onInput` hands to `done`.
 */
export async function answer(
  flowNode: FlowNode,
  output: string,
  message: NodeMessage,
  context: InputContext,
  work: (hub: Hub) => Promise<Answered>,
): Promise<void> {
  const { controller } = flowNode;
  if (controller === undefined) throw noController();
  await respond(flowNode, output, message, context, controllerTrace(controller), () => work(controller.hub()));
}

/** The same for nodes that ask somebody else. `trace`: who answers. */
export async function respond(
  { red, status, problem }: BareNode,
  output: string,
  message: NodeMessage,
  { send, signal }: InputContext,
  trace: object,
  work: () => Promise<Answered>,
): Promise<void> {
  const startedAt = performance.now();
  try {
    if (problem !== undefined) throw problem;
    status.set({ fill: "blue", shape: "dot", text: "status.working" });
    const { action, result } = await work();
    red.util.setMessageProperty(message, output, result, true);
    message["pointsman"] = { ...trace, ...actionCause(action), ms: Math.round(performance.now() - startedAt) };
    if (!signal.aborted) status.set({ fill: "green", shape: "dot", text: "status.done" });
    send(message);
  } catch (error) {
    const code = error instanceof FlowError ? error.code : "unexpected-response";
    const fill = code === "aborted" ? "grey" : "red";
    if (!signal.aborted) status.set({ fill, shape: "ring", text: `error.${code}` });
    throw error;
  }
}
