import { taskNode } from "../description.ts";

export const closeDescription = taskNode("pointsman-close", "font-awesome/fa-scissors", [
  {
    id: "filter",
    action: "close-connections",
    fields: [
      "filter.device",
      "filter.host",
      "filter.group",
      "filter.node",
      "filter.rule",
      "filter.process",
      "filter.olderThanSec",
      "dryRun",
    ],
  },
  { id: "id", action: "close-connection" },
  { id: "all", action: "close-connections", fields: ["dryRun"], fixed: { "filter.all": true } },
]);
