import type { Client } from "../../client/client.ts";
import { ControllerError } from "../../client/errors.ts";
import { DEFAULT_TEST_URL } from "../../engines/delay/delay-engine.ts";
import type { DelayTarget } from "../../engines/delay/types.ts";
import { configOrder, isGroup, membersOf, notFound, type ProxyMap, readProxies, testUrlOf } from "../picture.ts";
import { readProvider } from "../providers/read-provider.ts";
import { kindOf } from "../../identity/node-kind.ts";

/** Exactly one of the five says what is meant; the operation's input schema sees to that. */
export interface DelaySelection {
  readonly node?: string;
  readonly nodes?: readonly string[];
  readonly group?: string;
  readonly provider?: string;
  readonly all?: boolean;
  readonly url?: string;
}

/**
 * The nodes to test, each once. Groups are taken apart, down to their nodes; info nodes and built-ins are left out unless
 * called by name.
 */
export async function delayTargets(
  client: Client,
  selection: DelaySelection,
  signal: AbortSignal,
): Promise<DelayTarget[]> {
  const { node, nodes, group, provider } = selection;
  if (node !== undefined || nodes !== undefined) {
    const url = selection.url ?? DEFAULT_TEST_URL;
    return [...new Set(nodes ?? [node ?? ""])].map((name) => ({ node: name, url }));
  }
  const targets =
    provider === undefined ? await fromProxies(client, group, signal) : await fromProvider(client, provider, signal);
  if (targets.length === 0)
    throw new ControllerError("not-found", "There is no node to test there.", { effect: "none" });
  return selection.url === undefined
    ? targets
    : targets.map((target) => ({ ...target, url: selection.url ?? target.url }));
}

async function fromProvider(client: Client, name: string, signal: AbortSignal): Promise<DelayTarget[]> {
  const { proxies, testUrl } = await readProvider(client, name, signal);
  return (proxies ?? [])
    .filter((proxy) => kindOf(proxy) === "node")
    .map((proxy) => ({ node: proxy.name, provider: name, url: testUrl || DEFAULT_TEST_URL }));
}

async function fromProxies(client: Client, name: string | undefined, signal: AbortSignal): Promise<DelayTarget[]> {
  const proxies = await readProxies(client, signal);
  if (name === undefined) {
    const urls = urlsByNode(proxies);
    return nodesAmong(configOrder(proxies), proxies).map((node) => ({ node, url: urls.get(node) ?? DEFAULT_TEST_URL }));
  }
  const group = proxies.get(name);
  if (group === undefined || !isGroup(group))
    throw notFound(
      "group",
      name,
      [...proxies.values()].filter(isGroup).map((one) => one.name),
    );
  return nodesAmong(withNested(name, proxies), proxies).map((node) => ({ node, url: testUrlOf(group) }));
}

/** The test address of the first group that has the node, so that what is found is what that group goes by. */
function urlsByNode(proxies: ProxyMap): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const name of configOrder(proxies)) {
    const group = proxies.get(name);
    if (group === undefined || !isGroup(group) || !group.testUrl) continue;
    for (const member of membersOf(group)) if (!urls.has(member)) urls.set(member, group.testUrl);
  }
  return urls;
}

function nodesAmong(names: readonly string[], proxies: ProxyMap): string[] {
  return names.filter((name) => {
    const proxy = proxies.get(name);
    return proxy !== undefined && kindOf(proxy) === "node";
  });
}

/** Members of a group and of the groups inside it, each once, in order. */
function withNested(start: string, proxies: ProxyMap, seen = new Set<string>()): string[] {
  const group = proxies.get(start);
  if (group === undefined || !isGroup(group)) return [];
  return membersOf(group).flatMap((name) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [name, ...withNested(name, proxies, seen)];
  });
}
