import { nameRow, formProperty, type NodeDescription } from "../description.ts";

export const appDescription = {
  type: "pointsman-app",
  category: "config",
  defaults: {
    name: { value: "" },
    url: { value: "http://127.0.0.1:9797", required: true, validate: "web-address" },
    schema: formProperty,
  },
  credentials: { token: "password" },
  rows: [
    nameRow,
    { id: "url", icon: "globe", input: "text", placeholder: "http://127.0.0.1:9797", hint: true },
    { id: "token", icon: "lock", input: "password", hint: true },
  ],
} as const satisfies NodeDescription;
