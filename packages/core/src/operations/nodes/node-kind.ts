import { isInfoNode } from "../../identity/info-node.ts";
import type { NodeKind } from "../../observer/types.ts";
import type { Proxy } from "../../schemas/proxy.ts";
import { isGroup } from "../picture.ts";

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

export function kindOf(proxy: Proxy): NodeKind {
  if (isGroup(proxy)) return "group";
  if (builtinTypes.includes(proxy.type)) return "builtin";
  return isInfoNode(proxy.name) ? "info" : "node";
}
