import type { ConnectProxy } from "./connect-proxy.ts";
import type { DnsServer } from "./dns-server.ts";
import type { Origin } from "./origin.ts";
import type { SubscriptionServer } from "./subscription-server.ts";

/** A core's configuration, parsed. */
export type CoreConfig = Readonly<Record<string, unknown>>;

/** The local servers that a configuration is turned to. */
export interface Surroundings {
  readonly origin: Origin;
  readonly nodes: ConnectProxy;
  readonly dns: DnsServer;
  readonly subscriptions: SubscriptionServer;
}

type Entry = Readonly<Record<string, unknown>>;

/** A copy of the configuration whose nodes, test URLs, subscriptions and name servers are the local ones. */
export function redirect(config: CoreConfig, to: Surroundings): CoreConfig {
  const groups = entries(config["proxy-groups"]).map((group) => withLocalUrl(group, to.origin));
  return {
    ...config,
    proxies: entries(config["proxies"]).map((node) => localNode(node, to.nodes)),
    "proxy-groups": groups,
    "proxy-providers": mapValues(config["proxy-providers"], (provider, name) => proxyProvider(provider, name, to)),
    "rule-providers": mapValues(config["rule-providers"], (provider, name) => ruleProvider(provider, name, to)),
    dns: isEntry(config["dns"]) ? localDns(config["dns"], to.dns) : config["dns"],
  };
}

/** Discarded by every machine: RFC 863 is long dead, so whoever goes there is refused at once. */
const closed = { server: "127.0.0.1", port: 9 };

/** An `http` node leads to the house's own proxy; every other type has no server here and is refused. */
export function localNode(node: Entry, nodes: ConnectProxy): Entry {
  const local = node["type"] === "http" ? nodes.outbound(String(node["name"])) : closed;
  return "server" in node ? { ...node, ...local } : node;
}

function proxyProvider(provider: Entry, name: string, { origin, nodes, subscriptions }: Surroundings): Entry {
  const check = provider["health-check"];
  return {
    ...provider,
    ...(isEntry(check) ? { "health-check": withLocalUrl(check, origin) } : {}),
    ...(provider["type"] === "http" ? { url: subscriptions.url(name) } : {}),
    ...("payload" in provider ? { payload: entries(provider["payload"]).map((node) => localNode(node, nodes)) } : {}),
  };
}

function ruleProvider(provider: Entry, name: string, { subscriptions }: Surroundings): Entry {
  return provider["type"] === "http" ? { ...provider, url: subscriptions.url(name) } : provider;
}

/** Path and query stay: two groups with different test URLs keep different ones. */
function withLocalUrl(entry: Entry, origin: Origin): Entry {
  const { url } = entry;
  return typeof url === "string" ? { ...entry, url: `${origin.url}${pathOf(url)}` } : entry;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

const otherNameServers = [
  "default-nameserver",
  "fallback",
  "proxy-server-nameserver",
  "direct-nameserver",
  "nameserver-policy",
];

function localDns(dns: Entry, server: DnsServer): Entry {
  const kept = Object.entries(dns).filter(([key]) => !otherNameServers.includes(key) && key !== "listen");
  return { ...Object.fromEntries(kept), nameserver: [`udp://127.0.0.1:${server.port}`] };
}

function mapValues(value: unknown, map: (entry: Entry, name: string) => Entry): Entry {
  if (!isEntry(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, isEntry(entry) ? map(entry, name) : entry]),
  );
}

function entries(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
