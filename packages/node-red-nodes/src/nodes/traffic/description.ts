import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";

export const trafficDescription = {
  type: "pointsman-traffic",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "pointsman-traffic.svg",
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    every: { value: "5", required: true, validate: "seconds" },
    memory: { value: true },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "every", icon: "clock-o", input: "number", hint: true },
    { id: "memory", icon: "microchip", input: "checkbox" },
  ],
} as const satisfies NodeDescription;
