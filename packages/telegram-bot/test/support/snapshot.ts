import type { Controller, Engines, GroupView, NodeView, Snapshot } from "@pointsman/core";

/** A group for pictures made by hand; a Selector where nothing else is said. */
export function group(name: string, all: readonly string[], more: Partial<GroupView> = {}): GroupView {
  const first = all[0];
  return {
    name,
    type: "Selector",
    all,
    hidden: false,
    icon: "",
    testUrl: "",
    ...(first === undefined ? {} : { now: first }),
    ...more,
  };
}

/** A node for pictures made by hand. */
export function node(name: string, delay?: number | null, more: Partial<NodeView> = {}): NodeView {
  return {
    name,
    type: "Shadowsocks",
    kind: "node",
    alive: delay !== null,
    delays: new Map(),
    udp: true,
    ...(delay === undefined ? {} : { delay }),
    ...more,
  };
}

/** A picture made by hand: the groups, and a node for each of the others' names. */
export function snapshot(
  groups: readonly GroupView[],
  nodes: readonly NodeView[],
  more: Partial<Snapshot> = {},
): Snapshot {
  const all = [...nodes, ...groups.map((one) => node(one.name, undefined, { kind: "group", type: one.type }))];
  return {
    reachability: "reachable",
    version: "v1.19.29",
    mode: "rule",
    groups,
    nodes: new Map(all.map((one) => [one.name, one])),
    providers: new Map(),
    ruleProviders: new Map(),
    rules: [],
    ...more,
  };
}

/** As much of a controller as drawing needs: an id and a picture. */
export function pictureOf(id: string, picture: Snapshot, engines: Engines = {}): Controller {
  const parts = { engines, policy: {}, capabilities: { has: () => true } };
  return { id, observer: { snapshot: picture }, ...parts } as unknown as Controller;
}
