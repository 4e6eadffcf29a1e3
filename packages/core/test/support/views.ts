import type { GroupView, NodeView } from "../../src/observer/types.ts";
import type { Proxy } from "../../src/schemas/proxy.ts";

/** A Selector of two members, changed as a test needs it. */
export function groupView(fields: Partial<GroupView> = {}): GroupView {
  return {
    name: "Proxy",
    type: "Selector",
    now: "a",
    all: ["a", "b"],
    hidden: false,
    icon: "",
    testUrl: "",
    ...fields,
  };
}

/** An untested node, changed as a test needs it. */
export function nodeView(name: string, fields: Partial<NodeView> = {}): NodeView {
  return { name, type: "Vmess", kind: "node", alive: true, delays: new Map(), udp: true, ...fields };
}

/** What the core sends of a node or, with `all`, of a group. */
export function proxy(name: string, fields: Partial<Proxy> = {}): Proxy {
  return { name, type: fields.all === undefined ? "Vmess" : "Selector", history: [], udp: true, ...fields };
}
