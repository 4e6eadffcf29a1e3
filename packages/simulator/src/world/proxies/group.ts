import type { JsonValue } from "../../go/json.ts";
import { Health } from "./health.ts";
import type { ProxyNode } from "./node.ts";
import type { Profile } from "../profile.ts";

/** A node or a group: whatever has a name in `/proxies`. */
export type Proxy = ProxyNode | Group;

/** The kinds of group as the API spells them. `Relay` exists only in the old core. */
export type GroupType = "Selector" | "URLTest" | "Fallback" | "LoadBalance" | "Relay";

/** The test URL of a group that names none. */
export const defaultTestUrl = "https://www.gstatic.com/generate_204";

/** How long the choice of a URLTest group is kept, in ms. */
const choiceKeptMs = 10_000;

/** What a group is made of. */
export interface GroupParts {
  readonly name: string;
  readonly type: GroupType;
  readonly testUrl: string;
  readonly expectedStatus: string;
  readonly hidden: boolean;
  readonly icon: string;
  readonly emptyFallback: string;
  readonly disableUdp: boolean;
  /** ms by which another member must be faster before a URLTest group moves. */
  readonly tolerance: number;
  /** Members of the moment, in group order; never empty. */
  readonly members: () => Proxy[];
  readonly now: () => number;
}

/** A group: members that may change under it, and a choice among them. */
export class Group implements Omit<GroupParts, "now"> {
  readonly kind = "group";
  readonly name: string;
  readonly type: GroupType;
  readonly testUrl: string;
  readonly expectedStatus: string;
  readonly hidden: boolean;
  readonly icon: string;
  readonly emptyFallback: string;
  readonly disableUdp: boolean;
  readonly tolerance: number;
  readonly members: () => Proxy[];
  readonly health = new Health();
  readonly provider = "";
  /** The name that was chosen (Selector) or pinned (URLTest, Fallback); `""` when none. It outlives its member. */
  selected = "";

  readonly #time: () => number;
  #fastest: Proxy | undefined;
  #choice: { proxy: Proxy; until: number } | undefined;

  constructor(parts: GroupParts) {
    this.name = parts.name;
    this.type = parts.type;
    this.testUrl = parts.testUrl;
    this.expectedStatus = parts.expectedStatus;
    this.hidden = parts.hidden;
    this.icon = parts.icon;
    this.emptyFallback = parts.emptyFallback;
    this.disableUdp = parts.disableUdp;
    this.tolerance = parts.tolerance;
    this.members = parts.members;
    this.#time = parts.now;
  }

  /** Whether a member can be pinned and released. */
  get pins(): boolean {
    return this.type === "URLTest" || this.type === "Fallback";
  }

  /** The member by that name, if it is one now. */
  member(name: string): Proxy | undefined {
    return this.members().find((proxy) => proxy.name === name);
  }

  /** Chooses or pins by name (`""` releases), and forgets the kept choice. */
  set(name: string): void {
    this.selected = name;
    this.#choice = undefined;
  }

  /** The member in use. `key` spreads load among the members of a LoadBalance group. */
  current(key = 0): Proxy {
    const members = this.members();
    const first = members[0];
    if (first === undefined) throw new Error(`group ${this.name} has no members`);
    switch (this.type) {
      case "Selector":
        return members.find((proxy) => proxy.name === this.selected) ?? first;
      case "URLTest":
        return this.#fast(members, first);
      case "Fallback":
        return this.#firstAlive(members, first);
      case "LoadBalance": {
        const alive = members.filter((proxy) => proxy.health.aliveFor(this.testUrl));
        const among = alive.length > 0 ? alive : members;
        return among[key % among.length] ?? first;
      }
      case "Relay":
        return members.at(-1) ?? first;
    }
  }

  #firstAlive(members: readonly Proxy[], first: Proxy): Proxy {
    for (const proxy of members) {
      const alive = proxy.health.aliveFor(this.testUrl);
      if (this.selected === "") {
        if (alive) return proxy;
      } else if (proxy.name === this.selected) {
        if (alive) return proxy;
        // A dead choice is dropped by reading it.
        this.selected = "";
      }
    }
    return first;
  }

  #fast(members: readonly Proxy[], first: Proxy): Proxy {
    const time = this.#time();
    if (this.#choice !== undefined && time < this.#choice.until) return this.#choice.proxy;
    const proxy = this.#fastNow(members, first);
    this.#choice = { proxy, until: time + choiceKeptMs };
    return proxy;
  }

  #fastNow(members: readonly Proxy[], first: Proxy): Proxy {
    const url = this.testUrl;
    if (this.selected !== "") {
      const pinned = members.find((proxy) => proxy.name === this.selected && proxy.health.aliveFor(url));
      if (pinned !== undefined) {
        this.#fastest = pinned;
        return pinned;
      }
    }
    let best = first;
    let known = false;
    for (const proxy of members.slice(1)) {
      if (proxy.name === this.#fastest?.name) known = true;
      if (proxy.health.aliveFor(url) && proxy.health.delayFor(url) < best.health.delayFor(url)) best = proxy;
    }
    const kept = known ? this.#fastest : undefined;
    const stays =
      kept !== undefined &&
      kept.health.aliveFor(url) &&
      kept.health.delayFor(url) <= best.health.delayFor(url) + this.tolerance;
    this.#fastest = stays ? kept : best;
    return this.#fastest;
  }
}

/** Follows the choices of groups down to the node that carries a connection, the group itself first. */
export function pathThrough(proxy: Proxy, key = 0): Proxy[] {
  const path = [proxy];
  let at = proxy;
  while (at.kind === "group" && path.length < 32) {
    at = at.current(key);
    path.push(at);
  }
  return path;
}

function groupUdp(group: Group): boolean {
  if (group.disableUdp) return false;
  if (group.type === "LoadBalance") return true;
  const at = group.current();
  return at.kind === "group" ? groupUdp(at) : at.udp;
}

/** A group as `/proxies` shows it, keys in the core's (alphabetical) order. */
export function groupJson(group: Group, profile: Profile): JsonValue {
  const tests = group.type !== "Selector" && group.type !== "Relay";
  const selectorUrl = profile.selectorTestUrl && group.type === "Selector" ? shownUrl(group.testUrl) : undefined;
  const chooses = group.type !== "LoadBalance" && group.type !== "Relay";
  // A read of `now` may drop a dead pin, so it comes before `fixed`.
  const now = chooses ? group.current().name : undefined;
  return {
    alive: group.health.alive,
    all: group.members().map(({ name }) => name),
    "dialer-proxy": "",
    emptyFallback: profile.emptyFallback ? group.emptyFallback : undefined,
    expectedStatus: tests ? group.expectedStatus : undefined,
    extra: group.health.extraJson(),
    fixed: group.pins ? group.selected : undefined,
    hidden: group.hidden,
    history: group.health.historyJson(),
    icon: group.icon,
    interface: "",
    mptcp: false,
    name: group.name,
    now,
    "provider-name": profile.providerNames ? "" : undefined,
    "routing-mark": 0,
    smux: false,
    testUrl: tests ? group.testUrl : selectorUrl,
    tfo: false,
    type: group.type,
    udp: groupUdp(group),
    uot: false,
    xudp: false,
  };
}

function shownUrl(url: string): string {
  return url === defaultTestUrl ? "" : url;
}
