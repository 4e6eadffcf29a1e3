import type { Client } from "../client/client.ts";
import { ControllerError, isControllerError } from "../client/errors.ts";
import { DEFAULT_TEST_URL } from "../engines/delay/delay-engine.ts";
import type { Group, Proxy } from "../schemas/proxy.ts";
import { didYouMean } from "../validation/nearest.ts";

/** What the core says of nodes and groups at one moment, by name. A map, as a node may be called `__proto__`. */
export type ProxyMap = ReadonlyMap<string, Proxy>;

export async function readProxies(client: Client, signal: AbortSignal): Promise<ProxyMap> {
  const { proxies } = await client.proxies.list({}, { signal });
  return new Map(Object.entries(proxies));
}

export function isGroup(proxy: Proxy): proxy is Group {
  return proxy.all !== undefined;
}

/** One group, or `not-found` with the name that was probably meant. */
export async function readGroup(client: Client, name: string, signal: AbortSignal): Promise<Group> {
  try {
    return await client.groups.get({ group: name }, { signal });
  } catch (error) {
    if (!isControllerError(error) || error.code !== "not-found") throw error;
    const { proxies } = await client.groups.list({}, { signal });
    const names = (proxies ?? []).map((group) => group.name);
    throw notFound("group", name, names, error);
  }
}

/** `There is no group "Prxy"; did you mean "Proxy"?` */
export function notFound(kind: string, name: string, known: readonly string[], cause?: unknown): ControllerError {
  const hint = didYouMean(name, known) || ".";
  return new ControllerError("not-found", `There is no ${kind} ${JSON.stringify(name)}${hint}`, {
    cause,
    effect: "none",
  });
}

/** Members in the group's own order; the core may list one twice. */
export function membersOf(group: Group): readonly string[] {
  return [...new Set(group.all)];
}

/** The URL that decides a group's delays. A Selector shows `""` where the core's default applies. */
export function testUrlOf(group: Proxy): string {
  return group.testUrl || DEFAULT_TEST_URL;
}

/**
 * The latest delay in ms for `url`, or of any URL where that one was never tested; null: that test failed; undefined:
 * never tested.
 */
export function lastDelay(proxy: Proxy, url: string): number | null | undefined {
  const { extra } = proxy;
  const own = extra && Object.hasOwn(extra, url) ? extra[url]?.history : undefined;
  const last = (own?.length ? own : proxy.history).at(-1);
  if (last === undefined) return undefined;
  return last.delay > 0 ? last.delay : null;
}

/** Whether the latest test for `url` succeeded; true before any test. */
export function isAlive(proxy: Proxy, url: string): boolean {
  const own = proxy.extra && Object.hasOwn(proxy.extra, url) ? proxy.extra[url]?.alive : undefined;
  return own ?? proxy.alive ?? lastDelay(proxy, url) !== null;
}

/** From `start` down to the node at the end, through the members in use. Ends where a group balances by itself or names loop. */
export function pathFrom(start: string, proxies: ProxyMap): readonly string[] {
  const path: string[] = [];
  for (let name: string | undefined = start; name !== undefined && !path.includes(name); ) {
    path.push(name);
    name = proxies.get(name)?.now;
  }
  return path;
}

/** The node at the end of a group's choices; undefined where the group balances by itself. */
export function leafOf(start: string, proxies: ProxyMap): Proxy | undefined {
  const last = proxies.get(pathFrom(start, proxies).at(-1) ?? "");
  return last === undefined || isGroup(last) ? undefined : last;
}

/** All names in the config's order: `GLOBAL.all`, then members that only groups know (providers' nodes), then the rest. */
export function configOrder(proxies: ProxyMap): readonly string[] {
  const order = new Set<string>();
  const top = proxies.get("GLOBAL")?.all ?? [];
  for (const name of top) order.add(name);
  for (const name of top) for (const member of proxies.get(name)?.all ?? []) order.add(member);
  for (const name of proxies.keys()) if (name !== "GLOBAL") order.add(name);
  if (proxies.has("GLOBAL")) order.add("GLOBAL");
  return [...order].filter((name) => proxies.has(name));
}
