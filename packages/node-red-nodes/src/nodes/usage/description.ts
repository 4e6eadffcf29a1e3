import type { Field } from "../../catalog/action.ts";
import { appRow, nameRow, formProperty, type NodeDescription } from "../description.ts";

/** The app may have several controllers. */
const appController: Field = { path: "controller", kind: "text", required: false };

export const usageDescription = {
  type: "pointsman-usage",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-bar-chart",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", configType: "pointsman-app", required: true },
    fields: { value: { by: { value: "device", type: "choice" } }, validate: "task" },
    output: { value: "payload" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    appRow,
    { id: "fields", icon: "list", input: "place" },
    { id: "output", icon: "sign-out", input: "text" },
  ],
  tasks: [{ id: "usage", action: "get-usage", fields: ["by", "since", "until", "top", appController] }],
} as const satisfies NodeDescription;
