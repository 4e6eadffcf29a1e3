import type { Controller, GroupView, NodeView, Snapshot } from "@pointsman/core";

const nodeCount = 2000;
const groupCount = 50;
const regions = ["🇭🇰 HK", "🇯🇵 JP", "🇸🇬 SG", "🇺🇸 US", "🇩🇪 DE"];

/** 2,000 nodes in 50 groups, as if it had just been read. */
export function bigPicture(): Snapshot {
  const names = Array.from(
    { length: nodeCount },
    (_, index) => `${regions[index % regions.length]} ${index} | IEPL x1.${index % 10}`,
  );
  const nodes = names.map((name, index): NodeView => {
    const delay = index % 7 === 0 ? null : 20 + (index % 300);
    return { name, type: "Shadowsocks", kind: "node", alive: delay !== null, delays: new Map(), udp: true, delay };
  });
  const groups = Array.from({ length: groupCount }, (_, index): GroupView => {
    const now = names[index] ?? "";
    return { name: `Group ${index}`, type: "Selector", all: [...names], hidden: false, icon: "", testUrl: "", now };
  });
  return {
    reachability: "reachable",
    version: "v1.19.29",
    mode: "rule",
    groups,
    nodes: new Map(nodes.map((node) => [node.name, node])),
    providers: new Map(),
    ruleProviders: new Map(),
    rules: [],
  };
}

/** As much of a controller as drawing needs. */
export function controllerOf(snapshot: Snapshot): Controller {
  const parts = { engines: {}, policy: {}, capabilities: { has: () => true } };
  return { id: "home", observer: { snapshot }, ...parts } as unknown as Controller;
}
