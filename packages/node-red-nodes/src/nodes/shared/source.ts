import type { SharedStream, StreamHealth } from "@pointsman/core";
import { FlowError, toFlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";
import type { NodeStatus, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import type { ControllerNode } from "../controller/controller-node.ts";
import { type BareNode, controllerTrace, type FlowNode, setUpNode } from "./flow-node.ts";

/** A node that sends by itself, with the controller that it listens to. */
export interface Source extends FlowNode {
  readonly controller: ControllerNode;
}

/** Reads until the source's signal fires. Settings that are not usable are thrown as `FlowError`. */
export type SourceWork = (source: Source, opened: Opened, stored: StoredConfig) => Promise<void>;

export const connecting = {
  fill: "yellow",
  shape: "ring",
  text: "node-red:common.status.connecting",
} as const satisfies NodeStatus;
export const connected = {
  fill: "green",
  shape: "dot",
  text: "node-red:common.status.connected",
} as const satisfies NodeStatus;

/** Registers a node that listens from deploy to deploy; `check` reads its settings before anything is opened. */
export function registerSource(
  red: Red,
  type: string,
  work: SourceWork,
  check: (stored: StoredConfig) => unknown = () => {},
): void {
  red.nodes.registerType(type, function (this: RuntimeNode, stored: StoredConfig): void {
    startSource(setUpNode(red, this, stored), work, check);
  });
}

/** Starts listening, where there is a controller. Failures of the work are told to Catch nodes. */
export function startSource(flowNode: FlowNode, work: SourceWork, check: (stored: StoredConfig) => unknown): void {
  const { controller, stored, problem } = flowNode;
  if (controller === undefined) return;
  const source: Source = { ...flowNode, controller };
  const run = async (): Promise<void> => {
    if (source.signal.aborted) return;
    if (problem !== undefined) throw problem;
    check(stored);
    source.status.set(connecting);
    const opened = await controller.hub().open();
    if (source.signal.aborted) return;
    try {
      await work(source, opened, stored);
    } catch (error) {
      throw opened.core.isControllerError(error) ? toFlowError(error) : error;
    }
  };
  // One turn later, when the Catch nodes of the flow exist as well.
  setImmediate(() => void run().catch((error: unknown) => failSource(source, error)));
}

/** Nobody sent a message, so the error travels without one; an empty object lets it reach Catch nodes. */
export function failSource({ node, status, signal }: BareNode, error: unknown): void {
  if (signal.aborted) return;
  const failure =
    error instanceof FlowError
      ? error
      : new FlowError("unexpected-response", error instanceof Error ? error.message : String(error));
  status.set({ fill: "red", shape: "ring", text: `error.${failure.code}` });
  node.error(failure, {});
}

/** A message of a source: its topic, data, time and where it comes from. */
export function sourceMessage(
  { controller }: Source,
  topic: string,
  payload: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return { topic, payload, timestamp: Date.now(), ...more, pointsman: controllerTrace(controller) };
}

/**
 * Shows a stream's health until the node ends; each transition to a failure is told to Catch nodes once.
 * @param row The stream's row id, for the error's cause.
 */
export async function showHealth(source: Source, stream: SharedStream<unknown>, row: string): Promise<void> {
  let told: string | undefined;
  for await (const health of stream.watchHealth({ signal: source.signal })) {
    const status = statusOf(health);
    if (status !== undefined) source.status.set(status);
    const code = "error" in health ? health.error.code : undefined;
    if ("error" in health && code !== told) source.node.error(toFlowError(health.error, row), {});
    if (code !== undefined) told = code;
    else if (health.state === "live") told = undefined;
  }
}

function statusOf(health: StreamHealth): NodeStatus | undefined {
  switch (health.state) {
    case "idle":
    case "connecting":
      return connecting;
    case "live":
      return connected;
    case "stalled":
      return { fill: "yellow", shape: "dot", text: "status.stalled" };
    case "reconnecting":
      return { fill: "yellow", shape: "ring", text: "status.reconnecting" };
    case "unauthorized":
      return { fill: "red", shape: "ring", text: "error.unauthorized" };
    case "closed":
      return undefined;
  }
}
