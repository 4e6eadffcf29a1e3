import { isInfoNode } from "./info-node.ts";
import type { NodeKind } from "../observer/types.ts";
import type { Proxy } from "../schemas/proxy.ts";

/** Types that lead nowhere else; a config may give them further names (reference §5.4). */
const builtinTypes: readonly string[] = [
  "Direct",
  "Reject",
  "RejectDrop",
  "Compatible",
  "Pass",
  "PassRule",
  "Rematch",
  "Dns",
];

/** What a proxy is to people: a way out, a group, a built-in, or news in disguise. */
export function kindOf(proxy: Proxy): NodeKind {
  if (proxy.all !== undefined) return "group";
  if (builtinTypes.includes(proxy.type)) return "builtin";
  return isInfoNode(proxy.name) ? "info" : "node";
}
