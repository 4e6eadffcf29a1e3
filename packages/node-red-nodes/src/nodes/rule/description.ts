import { taskNode } from "../description.ts";

export const ruleDescription = taskNode("pointsman-rule", "font-awesome/fa-filter", [
  { id: "off", action: "set-rule-enabled", fields: ["rule"], fixed: { enabled: false } },
  { id: "on", action: "set-rule-enabled", fields: ["rule"], fixed: { enabled: true } },
  { id: "toggle", action: "set-rule-enabled", fields: ["rule"] },
  { id: "set", action: "set-rule-enabled" },
  { id: "list", action: "list-rules" },
]);
