import { appRow, nameRow, formProperty, type NodeDescription } from "../description.ts";
import { alertLanguages } from "./config.ts";

export const alertsDescription = {
  type: "pointsman-alerts",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-exclamation-triangle",
  inputs: 0,
  outputs: 2,
  defaults: {
    name: { value: "" },
    app: { value: "", configType: "pointsman-app", required: true },
    every: { value: "30", required: true, validate: "seconds" },
    language: { value: "en" },
    from: { value: "" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    appRow,
    { id: "every", icon: "clock-o", input: "number", hint: true },
    { id: "language", icon: "language", input: "choice", choices: alertLanguages },
    { id: "from", icon: "server", input: "text", hint: true },
  ],
} as const satisfies NodeDescription;
