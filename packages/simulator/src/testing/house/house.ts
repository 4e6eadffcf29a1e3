import { parse } from "yaml";
import { type ConnectProxy, type Fate, startConnectProxy } from "./connect-proxy.ts";
import { type DnsAnswer, type DnsServer, startDnsServer } from "./dns-server.ts";
import { type Origin, startOrigin } from "./origin.ts";
import { type CoreConfig, localNode, redirect } from "./redirect.ts";
import { startSubscriptionServer, type SubscriptionServer, type SubscriptionUpdate } from "./subscription-server.ts";

/** The part of `x-simulate` that a real core needs somebody else to act out. */
export interface HouseScript {
  /** Node → what happens to whoever goes through it. A node that is missing works at once. */
  readonly nodes?: Readonly<Record<string, Fate>>;
  /** HTTP provider → its answers, one per update. */
  readonly subscriptions?: Readonly<Record<string, readonly SubscriptionUpdate[]>>;
  /** Name → what the name server says. */
  readonly dns?: Readonly<Record<string, DnsAnswer>>;
}

/** The surroundings of a real core, all on 127.0.0.1 and in this process. */
export interface House {
  /** The house file with every server, port and URL turned to the local ones, without `x-simulate`. */
  readonly config: CoreConfig;
  readonly origin: Origin;
  readonly nodes: ConnectProxy;
  readonly dns: DnsServer;
  readonly subscriptions: SubscriptionServer;
  /** Changes what happens to a node from its next request on; who hangs there is hung up on. */
  setFate(node: string, fate: Fate): void;
  stop(): Promise<void>;
}

/** Brings what a house file (YAML text or parsed) points at. Start the core afterwards with `config`. */
export async function startHouse(file: string | CoreConfig): Promise<House> {
  const source = (typeof file === "string" ? parse(file) : structuredClone(file)) as CoreConfig;
  const { "x-simulate": script, ...config } = source as CoreConfig & { readonly "x-simulate"?: HouseScript };
  const fates = new Map(Object.entries(script?.nodes ?? {}));
  const origin = await startOrigin();
  const nodes = await startConnectProxy({ fate: (node) => fates.get(node) ?? {}, originPort: origin.port });
  const dns = await startDnsServer(script?.dns ?? {});
  const subscriptions = await startSubscriptionServer(localSubscriptions(script, nodes));
  return {
    config: redirect(config, { origin, nodes, dns, subscriptions }),
    origin,
    nodes,
    dns,
    subscriptions,
    setFate(node, fate) {
      fates.set(node, fate);
      nodes.release(node);
    },
    async stop() {
      await Promise.all([origin, nodes, dns, subscriptions].map((server) => server.stop()));
    },
  };
}

function localSubscriptions(
  script: HouseScript | undefined,
  nodes: ConnectProxy,
): Readonly<Record<string, readonly SubscriptionUpdate[]>> {
  const local = (update: SubscriptionUpdate): SubscriptionUpdate => ({
    ...update,
    proxies: update.proxies.map((node) => localNode(node, nodes)),
  });
  const all = Object.entries(script?.subscriptions ?? {});
  return Object.fromEntries(all.map(([name, updates]) => [name, updates.map(local)]));
}
