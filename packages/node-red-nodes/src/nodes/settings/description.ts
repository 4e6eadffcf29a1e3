import { taskNode } from "../description.ts";

export const settingsDescription = taskNode("pointsman-settings", "font-awesome/fa-sliders", [
  { id: "read", action: "configs.get" },
  { id: "mode", action: "set-mode" },
  { id: "log-level", action: "set-log-level", fields: ["level"] },
  { id: "tun", action: "set-tun" },
  { id: "lan", action: "set-allow-lan" },
  { id: "patch", action: "patch-config" },
]);
