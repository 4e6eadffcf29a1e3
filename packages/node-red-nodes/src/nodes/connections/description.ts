import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";
import { connectionIntervals, connectionModes } from "./config.ts";

/** How long one is open changes by itself, so it is no condition for changes. */
const conditions = ["device", "host", "group", "node", "rule", "process"].map((name) => `filter.${name}`);

export const connectionsDescription = {
  type: "pointsman-connections",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-plug",
  inputs: 0,
  outputs: 2,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    mode: { value: "changes" },
    every: { value: "2" },
    limit: { value: "100", required: true, validate: "count" },
    fields: { value: {} },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "mode", icon: "exchange", input: "choice", choices: connectionModes },
    { id: "every", icon: "clock-o", input: "choice", choices: connectionIntervals },
    { id: "limit", icon: "list-ol", input: "number", hint: true },
    { id: "fields", icon: "filter", input: "place" },
  ],
  tasks: [{ id: "filter", action: "list-connections", fields: conditions }],
} as const satisfies NodeDescription;
