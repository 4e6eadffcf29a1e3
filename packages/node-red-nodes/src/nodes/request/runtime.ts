import { performance } from "node:perf_hooks";
import { actionCause, FlowError } from "../../runtime/flow-error.ts";
import type { Hub } from "../../runtime/hub.ts";
import { type InputContext, onInput } from "../../runtime/input.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { createStatusLine, type StatusLine } from "../../runtime/status-line.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { type ControllerNode } from "../controller/runtime.ts";
import { noController, useController } from "../controller/live-controllers.ts";
import { assembleInput } from "./action-input.ts";
import { type RequestConfig, readRequestConfig } from "./config.ts";
import { perform, type Wish } from "./perform.ts";

/** What stands in `msg.pointsman`: never an address, a header or a secret. */
interface Trace {
  readonly controller: string;
  readonly controllerName: string;
  readonly row?: string;
  readonly operation?: string;
  readonly ms: number;
}

export function registerRequest(red: Red): void {
  red.nodes.registerType("pointsman-request", function (this: RuntimeNode, stored: StoredConfig): void {
    red.nodes.createNode(this, stored);
    const config = readRequestConfig(stored);
    const controller = useController(red, this, stored["controller"]);
    const status = createStatusLine(this);
    if (controller === undefined) status.set({ fill: "grey", shape: "ring", text: "status.noController" });
    onInput(this, (message, context) => answer({ red, node: this, config, controller, status }, message, context));
    this.on("close", (_removed, done) => {
      status.clear();
      done();
    });
  });
}

interface RequestNode {
  readonly red: Red;
  readonly node: RuntimeNode;
  readonly config: RequestConfig;
  readonly controller: ControllerNode | undefined;
  readonly status: StatusLine;
}

async function answer(request: RequestNode, message: NodeMessage, { send, signal }: InputContext): Promise<void> {
  const { red, node, config, controller, status } = request;
  if (controller === undefined) throw noController();
  const startedAt = performance.now();
  try {
    const hub = controller.hub();
    const wish = config.fromMessage ? wishOf(message) : await storedWish(request, hub, message);
    status.set({ fill: "blue", shape: "dot", text: "status.working" });
    const result = await perform(hub, wish, { signal, node });
    const trace: Trace = {
      controller: controller._alias ?? controller.id,
      controllerName: controller.label,
      ...actionCause(wish.action),
      ms: Math.round(performance.now() - startedAt),
    };
    red.util.setMessageProperty(message, config.output, result, true);
    message["pointsman"] = trace;
    if (!signal.aborted) status.set({ fill: "green", shape: "dot", text: "status.done" });
    send(message);
  } catch (error) {
    const code = error instanceof FlowError ? error.code : "unexpected-response";
    if (!signal.aborted) status.set({ fill: "red", shape: "ring", text: `error.${code}` });
    throw error;
  }
}

/** What a message asks for, where the node leaves the choice to it. Policy and input are checked as always. */
function wishOf(message: NodeMessage): Wish {
  const action = message["operation"];
  const input = message["params"] ?? {};
  if (typeof action !== "string" || action === "") {
    throw new FlowError(
      "invalid-input",
      "msg.operation must hold the id of an operation or endpoint, such as select-node.",
    );
  }
  if (typeof input !== "object" || Array.isArray(input))
    throw new FlowError("invalid-input", "msg.params must be an object.", actionCause(action));
  return { action, input: input as Wish["input"] };
}

async function storedWish({ red, node, config }: RequestNode, hub: Hub, message: NodeMessage): Promise<Wish> {
  const { core } = await hub.open();
  const action = core.listActions().find(({ id }) => id === config.action);
  // An id that this version does not know is refused by name in `perform`.
  if (action === undefined) return { action: config.action, input: {} };
  const values = new Map<string, unknown>();
  for (const { path } of action.fields) {
    const field = config.fields.get(path);
    if (field !== undefined) values.set(path, await evaluateField(red, node, message, path, field));
  }
  return { action: action.id, input: assembleInput(action, values) };
}
