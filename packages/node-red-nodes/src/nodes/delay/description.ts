import { taskNode } from "../description.ts";

const how = ["url", "timeoutMs", "samples"] as const;

export const delayDescription = taskNode(
  "pointsman-delay",
  "font-awesome/fa-tachometer",
  [
    { id: "group", action: "test-delay", fields: ["group", ...how] },
    { id: "node", action: "test-delay", fields: ["node", ...how] },
    { id: "nodes", action: "test-delay", fields: ["nodes", ...how] },
    { id: "provider", action: "test-delay", fields: ["provider", ...how] },
    { id: "all", action: "test-delay", fields: how, fixed: { all: true } },
  ],
  { outputs: 2 },
);
