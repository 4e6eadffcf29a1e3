import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";
import { logLevels, logModes } from "./config.ts";

export const logsDescription = {
  type: "pointsman-logs",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-file-text-o",
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    level: { value: "warning" },
    include: { value: "" },
    exclude: { value: "" },
    mode: { value: "each" },
    limit: { value: "20", required: true, validate: "count" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "level", icon: "signal", input: "choice", choices: logLevels },
    { id: "include", icon: "search", input: "text", hint: true },
    { id: "exclude", icon: "ban", input: "text" },
    { id: "mode", icon: "envelope-o", input: "choice", choices: logModes },
    { id: "limit", icon: "tachometer", input: "number", hint: true },
  ],
} as const satisfies NodeDescription;
