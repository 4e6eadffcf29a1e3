import { readFields } from "../../catalog/stored-fields.ts";
import { textOf } from "../../catalog/stored-text.ts";
import { FlowError } from "../../runtime/flow-error.ts";
import { onInput } from "../../runtime/input.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { askApp } from "../app/ask.ts";
import { noApp, useApp } from "../app/runtime.ts";
import { respond } from "../shared/answer.ts";
import { type BareNode, setUpBare } from "../shared/flow-node.ts";

const operation = "get-usage";
const parameters = ["by", "since", "until", "top", "controller"] as const;

export function registerUsage(red: Red): void {
  red.nodes.registerType("pointsman-usage", function (this: RuntimeNode, stored: StoredConfig): void {
    const bare = setUpBare(red, this, stored);
    const app = useApp(red, this, stored["app"]);
    if (app === undefined) bare.status.set({ fill: "grey", shape: "ring", text: "status.noApp" });
    const output = textOf(bare.stored["output"]) || "payload";
    onInput(this, async (message, context) => {
      if (app === undefined) throw noApp();
      await respond(bare, output, message, context, { controllerName: app.label }, async () => {
        const access = app.access();
        const query = await queryOf(bare, message);
        return {
          action: operation,
          result: await askApp(access, "api/usage", query, { operation, signal: context.signal }),
        };
      });
    });
  });
}

async function queryOf({ red, node, stored }: BareNode, message: NodeMessage): Promise<Record<string, string>> {
  const fields = readFields(stored["fields"]);
  const query: Record<string, string> = {};
  for (const path of parameters) {
    const field = fields.get(path);
    const value = field === undefined ? undefined : await evaluateField(red, node, message, path, field);
    if (value == null || value === "") continue;
    if (typeof value !== "string" && typeof value !== "number")
      throw new FlowError("invalid-input", `"${path}" must be a text or a number.`, { operation });
    query[path] = String(value);
  }
  return query;
}
