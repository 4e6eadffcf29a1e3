import { isObject } from "../../go/decode.ts";
import { stringify } from "yaml";
import { type Fate, isFate } from "../proxies/fates.ts";
import type { Subscription } from "../providers/source.ts";
import { asRecord, asText, asTexts, type RawConfig } from "./yaml.ts";

/** What a name resolves to in the simulated internet. */
export type DnsFact =
  | { readonly kind: "records"; readonly addresses: readonly string[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mx"; readonly host: string }
  | { readonly kind: "nxdomain" | "servfail" | "silent" };

/** What a device does with a host, which decides how long it takes and how many bytes move. */
const activities = ["web", "video", "chat", "game", "voice", "update", "ads"] as const;

export type Activity = (typeof activities)[number];

/** A device of the household. */
export interface Device {
  readonly name: string;
  readonly ip: string;
  readonly habits: readonly { readonly activity: Activity; readonly host: string }[];
  /** New connections per minute. */
  readonly rate: number;
}

/** One answer of a subscription. */
export interface SubscriptionUpdate {
  readonly userinfo?: Readonly<Record<string, unknown>>;
  readonly proxies: readonly unknown[];
}

/** What the top-level map `x-simulate:` of a config says; the real core ignores it. */
export interface Simulation {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly subscriptions: ReadonlyMap<string, readonly SubscriptionUpdate[]>;
  readonly dns: ReadonlyMap<string, DnsFact>;
  readonly devices: readonly Device[];
  /** Whether nodes wander in latency, die and come back. */
  readonly weather: boolean;
  /** Whether every node was tested a moment ago, and the core makes no tests of its own. */
  readonly tested: boolean;
}

/** Reads `x-simulate:`. Fates stand under `nodes:`, or beside the other keys under the name of the node. */
export function readSimulation(raw: RawConfig): Simulation {
  const map = asRecord(raw["x-simulate"]);
  const fates = new Map<string, Fate>();
  for (const entries of [map, asRecord(map["nodes"])]) {
    for (const [name, fate] of Object.entries(entries)) if (isFate(fate)) fates.set(name, fate);
  }
  const subscriptions = new Map<string, SubscriptionUpdate[]>();
  for (const [name, updates] of Object.entries(asRecord(map["subscriptions"]))) {
    subscriptions.set(name, Array.isArray(updates) ? updates.map(readUpdate) : [readUpdate(updates)]);
  }
  const dns = new Map<string, DnsFact>();
  for (const [name, value] of Object.entries(asRecord(map["dns"]))) dns.set(name, readDns(value));
  const household = asRecord(map["household"]);
  const devices = Object.entries(asRecord(household["devices"])).map(([name, value]) =>
    readDevice(name, asRecord(value)),
  );
  return { fates, subscriptions, dns, devices, weather: household["weather"] === true, tested: map["tested"] === true };
}

function readUpdate(value: unknown): SubscriptionUpdate {
  const map = asRecord(value);
  const proxies = Array.isArray(map["proxies"]) ? map["proxies"] : [];
  return isObject(map["userinfo"]) ? { proxies, userinfo: map["userinfo"] } : { proxies };
}

function readDns(value: unknown): DnsFact {
  if (value === "nxdomain" || value === "servfail" || value === "silent") return { kind: value };
  const map = asRecord(value);
  const text = asText(map["text"]);
  if (text !== undefined) return { kind: "text", text };
  const host = asText(map["mx"]);
  if (host !== undefined) return { kind: "mx", host };
  return { kind: "records", addresses: asTexts(map["records"]) };
}

function readDevice(name: string, map: Record<string, unknown>): Device {
  const rate = Number(map["rate"] ?? 6);
  const habits = activities.flatMap((activity) => asTexts(map[activity]).map((host) => ({ activity, host })));
  return { name, ip: asText(map["ip"]) ?? "127.0.0.1", habits, rate: rate > 0 ? rate : 6 };
}

/** The subscriptions that the world itself serves: each fetch gets the next answer, the last one stays. */
export class Subscriptions {
  readonly #updates: ReadonlyMap<string, readonly SubscriptionUpdate[]>;
  readonly #served = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  constructor(updates: ReadonlyMap<string, readonly SubscriptionUpdate[]>) {
    this.#updates = updates;
  }

  /** From now on the subscription answers with this status and nothing else; `undefined` mends it. */
  fail(provider: string, status: number | undefined): void {
    if (status === undefined) this.#failures.delete(provider);
    else this.#failures.set(provider, status);
  }

  /** The subscription of a provider, if the world serves it. */
  find(provider: string): Subscription | undefined {
    const updates = this.#updates.get(provider);
    return updates === undefined ? undefined : { fetch: () => this.#fetch(provider, updates) };
  }

  #fetch(provider: string, updates: readonly SubscriptionUpdate[]): { text: string; userinfo?: string } {
    const failure = this.#failures.get(provider);
    if (failure !== undefined) throw new Error(`${failure} ${reasons[failure] ?? ""}`.trim());
    const at = this.#served.get(provider) ?? 0;
    this.#served.set(provider, at + 1);
    const update = updates[Math.min(at, updates.length - 1)] ?? { proxies: [] };
    const text = stringify({ proxies: update.proxies });
    if (update.userinfo === undefined) return { text };
    const parts = Object.entries(update.userinfo).map(([key, value]) => `${key}=${String(value)}`);
    return { text, userinfo: parts.join("; ") };
  }
}

const reasons: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
