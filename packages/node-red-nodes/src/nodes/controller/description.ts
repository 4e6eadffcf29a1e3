import { nameRow, formProperty, type NodeDescription } from "../description.ts";
import { dangerScale } from "../../catalog/action.ts";

export const controllerDescription = {
  type: "pointsman-controller",
  category: "config",
  defaults: {
    name: { value: "" },
    url: { value: "http://127.0.0.1:9090", required: true, validate: "address" },
    policy: { value: "disruptive" },
    schema: formProperty,
  },
  credentials: { secret: "password" },
  rows: [
    nameRow,
    { id: "url", icon: "globe", input: "text", placeholder: "http://192.168.1.1:9090", hint: true },
    { id: "secret", icon: "lock", input: "password" },
    { id: "policy", icon: "shield", input: "choice", choices: dangerScale, hint: true },
    { id: "test", icon: "plug", input: "place" },
  ],
} as const satisfies NodeDescription;
