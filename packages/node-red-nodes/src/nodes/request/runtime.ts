import { actionCause, FlowError } from "../../runtime/flow-error.ts";
import type { Hub } from "../../runtime/hub.ts";
import { onInput } from "../../runtime/input.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { assembleInput } from "../shared/action-input.ts";
import { answer } from "../shared/answer.ts";
import { type FlowNode, setUpNode } from "../shared/flow-node.ts";
import { perform, type Wish } from "../shared/perform.ts";
import { type RequestConfig, readRequestConfig } from "./config.ts";

export function registerRequest(red: Red): void {
  red.nodes.registerType("pointsman-request", function (this: RuntimeNode, stored: StoredConfig): void {
    const flowNode = setUpNode(red, this, stored);
    const config = readRequestConfig(stored);
    onInput(this, (message, context) =>
      answer(flowNode, config.output, message, context, async (hub) => {
        const wish = config.fromMessage ? wishOf(message) : await storedWish(flowNode, config, hub, message);
        return { action: wish.action, result: await perform(hub, wish, { signal: context.signal, node: this }) };
      }),
    );
  });
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

async function storedWish(
  { red, node }: FlowNode,
  config: RequestConfig,
  hub: Hub,
  message: NodeMessage,
): Promise<Wish> {
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
