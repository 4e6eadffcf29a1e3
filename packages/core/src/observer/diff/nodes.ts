import { matchRenames } from "../../identity/renames.ts";
import { DEFAULT_TEST_URL } from "../../engines/delay/delay-engine.ts";
import type { Change, GroupView, NodeView } from "../types.ts";

export interface NodesPicture {
  readonly groups: readonly GroupView[];
  readonly nodes: ReadonlyMap<string, NodeView>;
}

/** Where nodes of the config itself are listed: the core's own name for it. */
const ownProvider = "default";

/** What changed between two pictures of the nodes: who came and went, under which new names, who died, and new delays. */
export function diffNodes(was: NodesPicture, now: NodesPicture): readonly Change[] {
  if (was.nodes === now.nodes) return [];
  const added = [...now.nodes.keys()].filter((name) => !was.nodes.has(name));
  const removed = [...was.nodes.keys()].filter((name) => !now.nodes.has(name));
  const changes: Change[] = [];
  if (added.length > 0 || removed.length > 0) changes.push({ type: "nodes-changed", added, removed });
  if (added.length > 0 && removed.length > 0) changes.push(...diffNames(was.nodes, now.nodes));
  changes.push(...diffLives(was, now));
  const tested = [...now.nodes.values()].filter((node) => hasNewDelay(was.nodes.get(node.name), node));
  if (tested.length > 0) changes.push({ type: "delays-changed", nodes: tested.map((node) => node.name) });
  return changes;
}

function diffNames(was: NodesPicture["nodes"], now: NodesPicture["nodes"]): readonly Change[] {
  const before = namesByProvider(was);
  const after = namesByProvider(now);
  return [...after].flatMap(([provider, names]): Change[] => {
    const pairs = matchRenames(before.get(provider) ?? [], names).renamed.map(({ was, now }) => ({ was, now }));
    return pairs.length === 0 ? [] : [{ type: "nodes-renamed", provider, pairs }];
  });
}

/** Pseudo-nodes change their text daily and are nobody under a new name. */
function namesByProvider(nodes: NodesPicture["nodes"]): ReadonlyMap<string, readonly string[]> {
  const real = [...nodes.values()].filter((node) => node.kind === "node");
  const byProvider = Map.groupBy(real, (node) => node.provider ?? ownProvider);
  return new Map([...byProvider].map(([provider, members]) => [provider, members.map((node) => node.name)]));
}

function diffLives(was: NodesPicture, now: NodesPicture): readonly Change[] {
  const before = testUrls(was.groups);
  const after = testUrls(now.groups);
  return [...now.nodes.values()].flatMap((node): Change[] => {
    const old = was.nodes.get(node.name);
    if (old === undefined || old === node || node.kind !== "node") return [];
    const wasDead = isDead(old, before.get(node.name));
    if (wasDead === isDead(node, after.get(node.name))) return [];
    if (!wasDead) return [{ type: "node-died", node: node.name }];
    return [{ type: "node-revived", node: node.name, delay: bestDelay(node, after.get(node.name)) }];
  });
}

/** The URLs that the groups of a node test with. */
function testUrls(groups: readonly GroupView[]): ReadonlyMap<string, ReadonlySet<string>> {
  const urls = new Map<string, Set<string>>();
  for (const { all, testUrl } of groups) {
    for (const name of all) {
      const known = urls.get(name);
      if (known === undefined) urls.set(name, new Set([testUrl || DEFAULT_TEST_URL]));
      else known.add(testUrl || DEFAULT_TEST_URL);
    }
  }
  return urls;
}

/** Every test that counts failed: one URL that answers shows that the node itself works. */
function isDead(node: NodeView, urls: ReadonlySet<string> | undefined): boolean {
  const counting = [...(urls ?? [])].map((url) => node.delays.get(url)).filter((delay) => delay !== undefined);
  return counting.length > 0 && counting.every((delay) => delay === null);
}

function bestDelay(node: NodeView, urls: ReadonlySet<string> | undefined): number | null {
  const delays = [...(urls ?? [])].map((url) => node.delays.get(url)).filter((delay) => typeof delay === "number");
  return delays.length === 0 ? (node.delay ?? null) : Math.min(...delays);
}

function hasNewDelay(was: NodeView | undefined, now: NodeView): boolean {
  if (was === now) return false;
  if (was === undefined) return now.delays.size > 0 || now.delay !== undefined;
  if (was.delay !== now.delay || was.delays.size !== now.delays.size) return true;
  for (const [url, delay] of now.delays) if (was.delays.get(url) !== delay) return true;
  return false;
}
