import { taskNode } from "../description.ts";

export const providerDescription = taskNode("pointsman-provider", "font-awesome/fa-cloud-download", [
  { id: "list", action: "proxyProviders.list" },
  { id: "update", action: "update-provider" },
  { id: "update-all", action: "update-all-providers" },
  { id: "check", action: "check-provider" },
  { id: "list-rules", action: "ruleProviders.list" },
  { id: "update-rules", action: "update-rule-provider" },
]);
