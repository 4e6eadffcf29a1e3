import type { NodeDescription } from "../../src/nodes/description.ts";
import { nodeDescriptions } from "../../src/nodes/descriptions.ts";
import type { FlowNode } from "./flows.ts";

/** One of every node that stands on a canvas, as the palette makes it; its id is `every-` and its type. */
export function everyNode(more: Readonly<Record<string, unknown>> = {}): FlowNode[] {
  return Object.values(nodeDescriptions)
    .map((description: NodeDescription) => description)
    .filter(({ category }) => category !== "config")
    .map(({ type, defaults, outputs = 0 }, index) => {
      const stored = Object.entries(defaults).map(([name, { value, configType }]) => [
        name,
        configType === undefined ? value : configType.replace("pointsman-", ""),
      ]);
      const at = { id: `every-${type}`, type, z: "tab", x: 200, y: 40 + index * 40 };
      return { ...at, ...Object.fromEntries(stored), ...more, wires: Array.from({ length: outputs }, () => []) };
    });
}

/** The app that those of them refer to that need one; nobody listens there. */
export const appNode: FlowNode = { id: "app", type: "pointsman-app", name: "", url: "http://127.0.0.1:9", schema: 1 };
