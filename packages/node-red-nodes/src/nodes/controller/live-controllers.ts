import { FlowError } from "../../runtime/flow-error.ts";
import type { Red, RuntimeNode } from "../../runtime/red.ts";
import type { ControllerNode } from "./controller-node.ts";

/** Every controller config node that runs now, the copies inside subflows included. */
export const liveControllers = new Set<ControllerNode>();

/** The running config node of an id in the editor; inside a subflow the running ones have ids of their own. */
export function findController(id: string): ControllerNode | undefined {
  const all = [...liveControllers];
  return all.find((node) => node.id === id) ?? all.find((node) => node._alias === id);
}

/**
 * The controller that a node refers to, with the node on its list of users. Asked once, at construction: inside a subflow
 * it can no longer be looked up while closing. Undefined: missing, disabled, or of another type.
 */
export function useController(red: Red, node: RuntimeNode, id: unknown): ControllerNode | undefined {
  const found = typeof id === "string" && id !== "" ? red.nodes.getNode(id) : undefined;
  const controller = [...liveControllers].find((live) => live === found);
  if (controller === undefined) return undefined;
  controller.users[node.id] = node;
  node.on("close", (_removed, done) => {
    delete controller.users[node.id];
    done();
  });
  return controller;
}

/** What a node without a controller answers to every message. */
export function noController(): FlowError {
  return new FlowError("invalid-input", "No controller is chosen, or the chosen one is missing or disabled.");
}
