import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";

export const eventsDescription = {
  type: "pointsman-events",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "font-awesome/fa-bell-o",
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    events: { value: ["core-lost", "core-back", "core-restarted", "selection-lost", "provider-failed"] },
    every: { value: "10", required: true, validate: "seconds" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "events", icon: "check-square-o", input: "place", hint: true },
    { id: "every", icon: "clock-o", input: "number", hint: true },
  ],
} as const satisfies NodeDescription;
