import type { Connection } from "./connections.ts";
import { addressOf } from "./dns.ts";
import { type Group, pathThrough, type Proxy } from "../proxies/group.ts";
import { createMetadata, type Metadata } from "./metadata.ts";
import { matchRules, type Rule } from "./rules.ts";
import type { World } from "../world.ts";

/** Where a connection would go. */
export interface Route {
  readonly rule: Rule | undefined;
  /** From the rule's target down to the node. */
  readonly path: readonly Proxy[];
}

/** A connection that somebody in the house opened. */
export interface OpenConnection {
  readonly connection: Connection;
  /** Resolves when it was closed, by either side. */
  readonly closed: Promise<void>;
  /** Moves bytes; nothing happens once it is closed. */
  transfer(up: number, down: number): void;
  close(): void;
}

/** The traffic of the house: finds the way of each connection by mode and rules, opens it, writes the log line. */
export class Traffic {
  readonly #world: World;
  readonly #closers = new Map<string, () => void>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Finds the way for a connection; counts hits and misses of rules. */
  route(meta: Metadata): Route {
    const { house, settings } = this.#world;
    const key = this.#world.spread(meta.host || meta.destinationIP);
    if (settings.mode === "direct") return { rule: undefined, path: this.#path("DIRECT", key) };
    if (settings.mode === "global") return { rule: undefined, path: this.#path("GLOBAL", key) };
    const rule = matchRules(house.rules, meta, this.#world.clock.now());
    return { rule, path: this.#path(rule?.target ?? "DIRECT", key) };
  }

  /**
   * Opens a connection. `undefined`: the way leads into a wall (REJECT, or a node that does not answer), and the log says
   * so.
   */
  open(given: Partial<Metadata>): OpenConnection | undefined {
    const meta = createMetadata(given);
    const route = this.route(meta);
    const leaf = route.path.at(-1);
    if (leaf === undefined) return undefined;
    if (leaf.type.startsWith("Reject") || this.#fails(leaf)) {
      this.#logFailure(meta, route);
      return undefined;
    }
    this.#world.log("info", this.#line(meta, route));
    return this.#add(meta, route);
  }

  /** Closes by id; unknown ids are fine. */
  close(id: string): void {
    this.#closers.get(id)?.();
  }

  closeAll(): void {
    for (const close of this.#closers.values()) close();
  }

  #add(meta: Metadata, route: Route): OpenConnection {
    const world = this.#world;
    const chain = route.path.toReversed();
    const leaf = chain[0];
    const connection: Connection = {
      id: world.random.uuid(),
      metadata: { ...meta, remoteDestination: this.#farEnd(leaf, meta) },
      upload: 0,
      download: 0,
      start: world.clock.now(),
      chains: chain.map((proxy) => proxy.name),
      providerChains: chain.map((proxy) => proxy.provider),
      rule: route.rule?.type ?? "",
      rulePayload: route.rule?.payload ?? "",
    };
    const { connections } = world;
    let settle = (): void => {};
    const closed = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const close = (): void => {
      this.#closers.delete(connection.id);
      connections.close(connection.id);
      settle();
    };
    this.#closers.set(connection.id, close);
    connections.add(connection);
    return { connection, closed, close, transfer: (up, down) => connections.transfer(connection.id, up, down) };
  }

  /** The address that the core really talks to. */
  #farEnd(leaf: Proxy | undefined, meta: Metadata): string {
    const server = leaf?.kind === "node" && leaf.server !== "" ? leaf.server : meta.destinationIP || meta.host;
    return addressOf(this.#world.simulation.dns, server);
  }

  #path(target: string, key: number): Proxy[] {
    const proxy = this.#world.house.proxies.get(target);
    return proxy === undefined ? [] : pathThrough(proxy, key);
  }

  #fails(leaf: Proxy): boolean {
    return this.#world.fates.isDead(leaf.name) || this.#world.fates.get(leaf.name).fail !== undefined;
  }

  #line(meta: Metadata, route: Route): string {
    const { mode } = this.#world.settings;
    if (mode !== "rule") return `${arrow(meta)} using ${mode.toUpperCase()}`;
    return `${arrow(meta)} ${reason(route)} using ${way(route)}`;
  }

  #logFailure(meta: Metadata, route: Route): void {
    const leaf = route.path.at(-1);
    if (leaf?.type.startsWith("Reject") === true) {
      this.#world.log("info", this.#line(meta, route));
      return;
    }
    const rule = route.rule === undefined ? "" : `(match ${route.rule.type}/${route.rule.payload}) `;
    const [start = "", end = ""] = arrow(meta).split("] ");
    const target = route.path[0]?.name ?? "";
    const server = leaf?.kind === "node" ? leaf.server : "";
    this.#world.log("warning", `${start}] dial ${target} ${rule}${end} error: ${server} connect error: i/o timeout`);
  }
}

function arrow(meta: Metadata): string {
  const process = meta.process === "" ? "" : `(${meta.process})`;
  const target = meta.host === "" ? meta.destinationIP : meta.host;
  return `[${meta.network.toUpperCase()}] ${meta.sourceIP}:${meta.sourcePort}${process} --> ${target}:${meta.destinationPort}`;
}

function reason({ rule }: Route): string {
  if (rule === undefined) return "doesn't match any rule";
  return `match ${rule.type}${rule.payload === "" ? "" : `(${rule.payload})`}`;
}

/** `outermost[leaf]`, or the single name. */
function way(route: Route): string {
  const first: Proxy | Group | undefined = route.path[0];
  const leaf = route.path.at(-1);
  return first === leaf ? (first?.name ?? "") : `${first?.name}[${leaf?.name}]`;
}
