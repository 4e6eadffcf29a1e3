import { parse } from "yaml";
import type { JsonValue } from "../../go/json.ts";
import { formatTime, zeroTime } from "../../go/time.ts";
import type { Proxy } from "../proxies/group.ts";
import { defaultTestUrl } from "../proxies/group.ts";
import type { ProxyNode } from "../proxies/node.ts";
import type { Source } from "./source.ts";
import { asRecord, asText, ConfigError } from "../config/yaml.ts";

/** Quota and end of a subscription: bytes, and unix seconds; 0 = unknown. */
export interface SubscriptionInfo {
  readonly Upload: number;
  readonly Download: number;
  readonly Total: number;
  readonly Expire: number;
}

/** Reads a `subscription-userinfo` header; missing numbers are 0. */
function parseUserinfo(text: string): SubscriptionInfo {
  const number = (key: string): number => {
    const found = new RegExp(`(?:^|[;\\s])${key}\\s*=\\s*([0-9.]+)`, "i").exec(text)?.[1];
    return Math.trunc(Number(found ?? 0)) || 0;
  };
  return { Upload: number("upload"), Download: number("download"), Total: number("total"), Expire: number("expire") };
}

/** A provider as `/providers/proxies` shows it. `Compatible` ones stand for the `proxies:` list of a group. */
export interface ProxyProvider {
  readonly name: string;
  readonly vehicle: "HTTP" | "File" | "Inline" | "Compatible";
  readonly testUrl: string;
  readonly expectedStatus: string;
  /** Seconds between health checks, 0 = never. */
  readonly intervalS: number;
  readonly proxies: () => readonly Proxy[];
  /** ms since the epoch; `undefined` when never loaded. */
  readonly updatedAt: () => number | undefined;
  readonly info: () => SubscriptionInfo | undefined;
  /** Whether a health check tests anybody: an old core forgets the nodes of an inline provider. */
  readonly checks: boolean;
  /** Loads what was fetched before, or fetches; throws like {@link update}. */
  readonly initialize: () => Promise<void>;
  /** Fetches and parses; leaves the nodes alone when nothing changed. Throws with the words of the `503` answer. */
  readonly update: () => Promise<void>;
}

/** The provider that stands for a fixed list of proxies. */
export function compatibleProvider(
  name: string,
  proxies: () => readonly Proxy[],
  check: { testUrl: string; expectedStatus: string; intervalS: number },
): ProxyProvider {
  return {
    name,
    vehicle: "Compatible",
    ...check,
    proxies,
    updatedAt: () => undefined,
    info: () => undefined,
    checks: true,
    initialize: async () => {},
    update: async () => {},
  };
}

/** What loading a provider needs besides its mapping. */
interface LoadContext {
  readonly source: Source;
  readonly now: () => number;
  readonly legacy: boolean;
  readonly parseNode: (raw: unknown, provider: string) => ProxyNode;
  readonly cache: ProviderCache;
}

/** What outlives a reload and a restart, by the name of the provider. */
export interface ProviderCache {
  readonly infos: Map<string, SubscriptionInfo>;
  /** The text of the last successful load: the file at the provider's `path`. */
  readonly texts: Map<string, string>;
}

/** Names that a `filter` keeps: patterns are separated by a backtick. Throws when a pattern is none. */
export function filterOf(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || pattern === "") return () => true;
  const regexes = pattern.split("`").map((part) => toRegExp(part));
  return (name) => regexes.some((regex) => regex.test(name));
}

/** Go-style inline flags become JavaScript's: `(?i)` is the only one people write. */
function toRegExp(part: string): RegExp {
  const insensitive = part.startsWith("(?i)");
  return new RegExp(insensitive ? part.slice(4) : part, insensitive ? "iu" : "u");
}

/** Builds a provider with content of its own. Throws {@link ConfigError} for what is wrong in an inline list. */
export function createProvider(name: string, raw: Record<string, unknown>, context: LoadContext): ProxyProvider {
  const check = asRecord(raw["health-check"]);
  const enabled = check["enable"] === true;
  const keep = filterOf(asText(raw["filter"]));
  const excluded = asText(raw["exclude-filter"]);
  const drop = excluded === undefined ? (): boolean => false : filterOf(excluded);
  const override = asRecord(raw["override"]);
  let proxies: readonly ProxyNode[] = [];
  let updatedAt: number | undefined;

  const load = (list: readonly unknown[]): void => {
    if (list.length === 0) throw new ConfigError("file doesn't have any proxy");
    const nodes = list.map((entry, index) => {
      try {
        return context.parseNode(overridden(entry, override), name);
      } catch (error) {
        throw new ConfigError(`proxy ${index} error: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    const kept = nodes.filter((node) => keep(node.name) && !drop(node.name));
    if (kept.length === 0) throw new ConfigError("doesn't match any proxy, please check your filter");
    proxies = kept;
    updatedAt = context.now();
  };

  const update = async (): Promise<void> => {
    if (context.source.vehicle === "Inline") return;
    const text = await context.source.read();
    const userinfo = context.source.userinfo();
    if (userinfo !== undefined) context.cache.infos.set(name, parseUserinfo(userinfo));
    if (text === context.cache.texts.get(name) && proxies.length > 0) updatedAt = context.now();
    else load(listOf(text));
    context.cache.texts.set(name, text);
  };

  if (context.source.vehicle === "Inline") load(Array.isArray(raw["payload"]) ? raw["payload"] : []);
  return {
    name,
    vehicle: context.source.vehicle,
    testUrl: asText(check["url"]) ?? (enabled ? defaultTestUrl : ""),
    expectedStatus: asText(check["expected-status"]) ?? "*",
    intervalS: enabled ? Number(check["interval"] ?? 300) : 0,
    proxies: () => proxies,
    updatedAt: () => updatedAt,
    info: () => context.cache.infos.get(name),
    checks: !(context.legacy && context.source.vehicle === "Inline"),
    async initialize() {
      const known = context.source.vehicle === "HTTP" ? context.cache.texts.get(name) : undefined;
      if (known === undefined) await update();
      else load(listOf(known));
    },
    update,
  };
}

function listOf(text: string): readonly unknown[] {
  let list: unknown;
  try {
    list = asRecord(parse(text))["proxies"];
  } catch {
    list = undefined;
  }
  return Array.isArray(list) ? list : [];
}

function overridden(entry: unknown, override: Record<string, unknown>): unknown {
  const map = asRecord(entry);
  const name = `${asText(override["additional-prefix"]) ?? ""}${asText(map["name"]) ?? ""}${asText(override["additional-suffix"]) ?? ""}`;
  const flags = Object.fromEntries(Object.entries(override).filter(([key]) => key === "udp" || key === "tfo"));
  return map["name"] === undefined ? entry : { ...map, ...flags, name };
}

/** A provider as the API shows it; `proxies` are encoded already. */
export function providerJson(provider: ProxyProvider, proxies: readonly JsonValue[]): JsonValue {
  const updatedAt = provider.updatedAt();
  const info = provider.info();
  return {
    name: provider.name,
    type: "Proxy",
    vehicleType: provider.vehicle,
    proxies,
    testUrl: provider.testUrl,
    expectedStatus: provider.expectedStatus,
    updatedAt: updatedAt === undefined ? zeroTime : formatTime(updatedAt),
    subscriptionInfo: info === undefined ? undefined : { ...info },
  };
}
