import { kindOf } from "../identity/node-kind.ts";
import type { DelaySample, Proxy } from "../schemas/proxy.ts";
import type { NodeView } from "./types.ts";

export interface NodeViewsOptions {
  readonly proxies: Readonly<Record<string, Proxy>>;
  readonly before: ReadonlyMap<string, NodeView>;
  /** The provider of a node, for cores that do not say it themselves. */
  readonly providerOf: (node: string) => string | undefined;
}

/** Everything by name. A node that looks as before is the same object, and where all do the map is too. */
export function nodeViews({ proxies, before, providerOf }: NodeViewsOptions): ReadonlyMap<string, NodeView> {
  const views = new Map<string, NodeView>();
  let isSame = true;
  for (const name of Object.keys(proxies)) {
    const proxy = proxies[name];
    if (proxy === undefined) continue;
    const old = before.get(name);
    const view = viewOf(proxy, providerOf);
    const kept = old !== undefined && isSameNode(old, view) ? old : view;
    if (kept !== old) isSame = false;
    views.set(name, kept);
  }
  return isSame && views.size === before.size ? before : views;
}

/** The same nodes with their providers, where they are known only now. */
export function withProviders(
  nodes: ReadonlyMap<string, NodeView>,
  providerOf: NodeViewsOptions["providerOf"],
): ReadonlyMap<string, NodeView> {
  const found = [...nodes.values()].flatMap((node): [string, NodeView][] => {
    const provider = node.provider === undefined ? providerOf(node.name) : undefined;
    return provider === undefined ? [] : [[node.name, { ...node, provider }]];
  });
  return found.length === 0 ? nodes : new Map([...nodes, ...found]);
}

function viewOf(proxy: Proxy, providerOf: NodeViewsOptions["providerOf"]): NodeView {
  const delay = lastDelay(proxy.history);
  const testedAt = timeOf(proxy.history?.at(-1));
  const provider = proxy["provider-name"] ?? providerOf(proxy.name);
  return {
    name: proxy.name,
    type: proxy.type,
    kind: kindOf(proxy),
    alive: proxy.alive ?? delay !== null,
    ...(delay === undefined ? undefined : { delay }),
    delays: delaysOf(proxy),
    ...(testedAt === undefined ? undefined : { testedAt }),
    udp: proxy.udp,
    ...(provider === undefined || provider === "" ? undefined : { provider }),
  };
}

/** 0 is how the core writes a failed test. */
function lastDelay(history: readonly DelaySample[] | null | undefined): number | null | undefined {
  const last = history?.at(-1);
  if (last === undefined) return undefined;
  return last.delay > 0 ? last.delay : null;
}

function timeOf(sample: DelaySample | undefined): number | undefined {
  const time = sample === undefined ? Number.NaN : Date.parse(sample.time);
  return Number.isNaN(time) ? undefined : time;
}

function delaysOf({ extra = {} }: Proxy): ReadonlyMap<string, number | null> {
  const delays = new Map<string, number | null>();
  for (const url of Object.keys(extra)) {
    const delay = lastDelay(extra[url]?.history);
    if (delay !== undefined) delays.set(url, delay);
  }
  return delays;
}

function isSameNode(a: NodeView, b: NodeView): boolean {
  if (a.type !== b.type || a.kind !== b.kind || a.alive !== b.alive || a.delay !== b.delay) return false;
  if (a.testedAt !== b.testedAt || a.udp !== b.udp || a.provider !== b.provider || a.delays.size !== b.delays.size)
    return false;
  for (const [url, delay] of a.delays) if (b.delays.get(url) !== delay || !b.delays.has(url)) return false;
  return true;
}
