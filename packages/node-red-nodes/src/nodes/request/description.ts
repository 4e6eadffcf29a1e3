import { controllerRow, nameRow, formProperty, type NodeDescription } from "../description.ts";

export const requestDescription = {
  type: "pointsman-request",
  category: "pointsman",
  color: "#9bbfb4",
  icon: "pointsman-request.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    controller: { value: "", configType: "pointsman-controller", required: true },
    from: { value: "dialog" },
    action: { value: "get-status", validate: "request" },
    fields: { value: {} },
    output: { value: "payload" },
    schema: formProperty,
  },
  rows: [
    nameRow,
    controllerRow,
    { id: "action", icon: "bolt", input: "place" },
    { id: "fields", icon: "list", input: "place" },
    { id: "output", icon: "sign-out", input: "text" },
  ],
} as const satisfies NodeDescription;
