import type { GroupView, NodeView, Snapshot } from "@pointsman/core";

/** A group as the observer shows it, with everything that a test does not care about filled in. */
export function group(name: string, all: readonly string[], more: Partial<GroupView> = {}): GroupView {
  return { name, type: "Selector", now: all[0] ?? "DIRECT", all, hidden: false, icon: "", testUrl: "", ...more };
}

export function node(name: string, more: Partial<NodeView> = {}): NodeView {
  return { name, type: "Vless", kind: "node", alive: true, delays: new Map(), udp: true, ...more };
}

export function snapshotOf(groups: readonly GroupView[], more: Partial<Snapshot> = {}): Snapshot {
  const names = new Set(groups.flatMap(({ all }) => all));
  return {
    reachability: "reachable",
    groups,
    nodes: new Map([...names].map((name) => [name, node(name)])),
    providers: new Map(),
    ruleProviders: new Map(),
    rules: [],
    ...more,
  };
}
