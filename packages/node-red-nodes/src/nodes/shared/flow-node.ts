import type { Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { createStatusLine, type StatusLine } from "../../runtime/status-line.ts";
import { useController } from "../controller/live-controllers.ts";
import type { ControllerNode } from "../controller/runtime.ts";

/** What every node of a flow has while it runs. */
export interface FlowNode {
  readonly red: Red;
  readonly node: RuntimeNode;
  /** Undefined: missing, disabled, or of another type. */
  readonly controller: ControllerNode | undefined;
  readonly status: StatusLine;
  /** Fires when the node is closed. */
  readonly signal: AbortSignal;
}

/** Makes the node Node-RED's, finds its controller, and clears its status when it is closed. */
export function setUpNode(red: Red, node: RuntimeNode, stored: StoredConfig): FlowNode {
  red.nodes.createNode(node, stored);
  const ender = new AbortController();
  const status = createStatusLine(node);
  const controller = useController(red, node, stored["controller"]);
  if (controller === undefined) status.set({ fill: "grey", shape: "ring", text: "status.noController" });
  node.on("close", (_removed, done) => {
    ender.abort();
    status.clear();
    done();
  });
  return { red, node, controller, status, signal: ender.signal };
}

/** Stands in `msg.pointsman` of whatever a node sends: never an address, a header or a secret. */
export function controllerTrace(controller: ControllerNode): { controller: string; controllerName: string } {
  return { controller: controller._alias ?? controller.id, controllerName: controller.label };
}
