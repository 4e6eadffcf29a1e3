import { taskNode } from "../description.ts";

export const maintainDescription = taskNode("pointsman-maintain", "font-awesome/fa-wrench", [
  { id: "reload", action: "reload-config" },
  { id: "restart", action: "restart-core" },
  { id: "upgrade", action: "upgrade-core" },
  { id: "upgrade-ui", action: "upgrade-ui" },
  { id: "upgrade-geo", action: "upgrade-geo" },
  { id: "gc", action: "collect-garbage" },
]);
