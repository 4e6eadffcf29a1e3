import type { Field } from "../../catalog/action.ts";
import { taskNode } from "../description.ts";

/** What the tasks of the node's own need beside the fields of their operations. */
const skipDead: Field = { path: "skipDead", kind: "boolean", required: false };
const scene: Field = { path: "scene", kind: "any", required: true };

export const selectDescription = taskNode("pointsman-select", "font-awesome/fa-random", [
  { id: "exact", action: "select-node", fields: ["group", "node", "closeConnections"] },
  { id: "next", action: "select-node", fields: ["group", skipDead, "closeConnections"] },
  { id: "previous", action: "select-node", fields: ["group", skipDead, "closeConnections"] },
  { id: "best", action: "select-best" },
  { id: "release", action: "release-node" },
  { id: "scene", action: "apply-scene", fields: [scene] },
  { id: "undo", action: "undo" },
]);
