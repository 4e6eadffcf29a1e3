import { formProblem, upToDate } from "../../catalog/stored-form.ts";
import { FlowError } from "../../runtime/flow-error.ts";
import type { Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { createStatusLine, type StatusLine } from "../../runtime/status-line.ts";
import { useController } from "../controller/live-controllers.ts";
import type { ControllerNode } from "../controller/controller-node.ts";

/** What every node of a flow has while it runs. */
export interface BareNode {
  readonly red: Red;
  readonly node: RuntimeNode;
  /** What is stored of it, in the newest form. */
  readonly stored: StoredConfig;
  /** Why it can do nothing; undefined: it can. */
  readonly problem: FlowError | undefined;
  readonly status: StatusLine;
  /** Fires when the node is closed. */
  readonly signal: AbortSignal;
}

/** A node that works with a controller. */
export interface FlowNode extends BareNode {
  /** Undefined: missing, disabled, or of another type. */
  readonly controller: ControllerNode | undefined;
}

/** Makes the node Node-RED's, and clears its status when it is closed. */
export function setUpBare(red: Red, node: RuntimeNode, stored: StoredConfig): BareNode {
  red.nodes.createNode(node, stored);
  const ender = new AbortController();
  const status = createStatusLine(node);
  const sentence = formProblem(stored);
  const problem = sentence === undefined ? undefined : new FlowError("invalid-input", sentence);
  if (problem !== undefined) status.set({ fill: "red", shape: "ring", text: "error.invalid-input" });
  node.on("close", (_removed, done) => {
    ender.abort();
    status.clear();
    done();
  });
  return { red, node, stored: upToDate(stored), problem, status, signal: ender.signal };
}

/** The same, with the controller that it refers to. */
export function setUpNode(red: Red, node: RuntimeNode, stored: StoredConfig): FlowNode {
  const bare = setUpBare(red, node, stored);
  const controller = useController(red, node, stored["controller"]);
  if (controller === undefined) bare.status.set({ fill: "grey", shape: "ring", text: "status.noController" });
  return { ...bare, controller };
}

/** Stands in `msg.pointsman` of whatever a node sends: never an address, a header or a secret. */
export function controllerTrace(controller: ControllerNode): { controller: string; controllerName: string } {
  return { controller: controller._alias ?? controller.id, controllerName: controller.label };
}
