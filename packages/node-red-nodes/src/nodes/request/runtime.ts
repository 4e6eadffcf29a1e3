import type { Action } from "../../catalog/action.ts";
import { actionCause, FlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";
import { onInput } from "../../runtime/input.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { assembleInput } from "../shared/action-input.ts";
import { answer } from "../shared/answer.ts";
import { followingNames, storedNodes } from "../shared/follow-names.ts";
import { type FlowNode, setUpNode } from "../shared/flow-node.ts";
import { perform, type Wish } from "../shared/perform.ts";
import { type RequestConfig, readRequestConfig } from "./config.ts";

export function registerRequest(red: Red): void {
  red.nodes.registerType("pointsman-request", function (this: RuntimeNode, stored: StoredConfig): void {
    const flowNode = setUpNode(red, this, stored);
    const config = readRequestConfig(flowNode.stored);
    onInput(this, (message, context) =>
      answer(flowNode, config.output, message, context, async (hub) => {
        const { signal } = context;
        const options = { signal, node: this };
        if (config.fromMessage) {
          const wish = wishOf(message);
          return { action: wish.action, result: await perform(hub, wish, options) };
        }
        const opened = await hub.open();
        const action = storedAction(opened, config);
        const given = await givenValues(flowNode, config, action, message);
        const result = await followingNames(opened, given, storedNodes(config.fields), signal, (values) =>
          perform(hub, { action: action.id, input: assembleInput(action, values) }, options),
        );
        return { action: action.id, result };
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

/** An id that this version does not know is refused by name in `perform`. */
function storedAction({ core }: Opened, { action: id }: RequestConfig): Pick<Action, "id" | "fields"> {
  return core.listActions().find((action) => action.id === id) ?? { id, fields: [] };
}

async function givenValues(
  { red, node }: FlowNode,
  config: RequestConfig,
  { fields }: Pick<Action, "fields">,
  message: NodeMessage,
): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const { path } of fields) {
    const field = config.fields.get(path);
    if (field !== undefined) values.set(path, await evaluateField(red, node, message, path, field));
  }
  return values;
}
