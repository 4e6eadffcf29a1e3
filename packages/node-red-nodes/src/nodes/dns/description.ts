import { taskNode } from "../description.ts";

export const dnsDescription = taskNode("pointsman-dns", "font-awesome/fa-compass", [
  { id: "query", action: "query-dns" },
  { id: "flush", action: "flush-dns" },
  { id: "flush-fake-ip", action: "flush-fake-ip" },
]);
