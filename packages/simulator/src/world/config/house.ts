import type { Random } from "../../random.ts";
import { buildGroups } from "../proxies/build-groups.ts";
import { Group, type Proxy } from "../proxies/group.ts";
import { builtinNodes, parseNode } from "../proxies/node.ts";
import type { Profile } from "../profile.ts";
import {
  compatibleProvider,
  createProvider,
  type ProviderCache,
  type ProxyProvider,
} from "../providers/proxy-provider.ts";
import { RuleProvider } from "../providers/rule-provider.ts";
import { parseRules, type Rule, type RuleContext } from "../traffic/rules.ts";
import { createSource, type SourceContext } from "../providers/source.ts";
import { asRecord, asTexts, ConfigError, type RawConfig } from "./yaml.ts";

/** What a config describes: replaced as a whole when the config is reloaded. */
export interface House {
  /** Configured nodes and groups and the built-ins, in the order of the config. */
  readonly proxies: ReadonlyMap<string, Proxy>;
  readonly groups: readonly Group[];
  readonly providers: ReadonlyMap<string, ProxyProvider>;
  readonly ruleProviders: ReadonlyMap<string, RuleProvider>;
  readonly rules: readonly Rule[];
}

/** What a house is built with. */
interface HouseContext {
  readonly profile: Profile;
  readonly random: Random;
  readonly now: () => number;
  readonly sources: SourceContext;
  readonly cache: ProviderCache;
}

/** Builds a house from a config, in the order in which the core reports mistakes. Throws {@link ConfigError}. */
export function buildHouse(raw: RawConfig, context: HouseContext): House {
  const { profile, random, now } = context;
  const proxies = new Map<string, Proxy>(builtinNodes(profile, random).map((node) => [node.name, node]));
  const nodeNames: string[] = [];
  for (const [index, entry] of listOf(raw["proxies"]).entries()) {
    const node = readNode(entry, index, context);
    if (proxies.has(node.name)) throw new ConfigError(`proxy ${node.name} is the duplicate name`);
    proxies.set(node.name, node);
    nodeNames.push(node.name);
  }
  const providers = buildProviders(raw, context);
  const groups = buildGroups(listOf(raw["proxy-groups"]), { profile, now, proxies, providers, nodeNames });
  const listed = ["DIRECT", "REJECT", ...nodeNames, ...groups.map((group) => group.name)];
  const members = listed.flatMap((name) => proxies.get(name) ?? []);
  providers.set(
    "default",
    compatibleProvider("default", () => members, { testUrl: "", expectedStatus: "*", intervalS: 0 }),
  );
  const all = [...groups];
  if (!proxies.has("GLOBAL")) {
    const global = globalGroup(members, now);
    proxies.set("GLOBAL", global);
    all.push(global);
  }
  const ruleProviders = new Map<string, RuleProvider>();
  const rules: RuleContext = {
    profile,
    hasTarget: (name) => proxies.has(name),
    hasSubRule: (name) => Object.hasOwn(asRecord(raw["sub-rules"]), name),
    ruleSet: (name) => ruleProviders.get(name)?.matches,
  };
  buildRuleProviders(raw, context, rules, ruleProviders);
  return { proxies, groups: all, providers, ruleProviders, rules: parseRules(asTexts(raw["rules"]), rules) };
}

/** Every proxy by name as `/proxies` merges them: nodes of providers hide configured ones of the same name. */
export function mergedProxies(house: House): Map<string, Proxy> {
  const merged = new Map(house.proxies);
  for (const provider of house.providers.values()) {
    if (provider.vehicle === "Compatible") continue;
    for (const proxy of provider.proxies()) merged.set(proxy.name, proxy);
  }
  return merged;
}

function readNode(entry: unknown, index: number, context: HouseContext): ReturnType<typeof parseNode> {
  try {
    return parseNode(entry, "", context.profile, context.random);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`proxy ${index}: ${error.message}`);
  }
}

function globalGroup(members: Proxy[], now: () => number): Group {
  return new Group({
    name: "GLOBAL",
    type: "Selector",
    testUrl: "",
    expectedStatus: "*",
    hidden: false,
    icon: "",
    emptyFallback: "COMPATIBLE",
    disableUdp: false,
    tolerance: 0,
    members: () => members,
    now,
  });
}

function buildProviders(raw: RawConfig, context: HouseContext): Map<string, ProxyProvider> {
  const providers = new Map<string, ProxyProvider>();
  for (const [name, value] of Object.entries(asRecord(raw["proxy-providers"]))) {
    if (name === "default") throw new ConfigError("can not defined a provider called `default`");
    const map = asRecord(value);
    try {
      const source = createSource(name, map, context.sources, (type) => `unsupport vehicle type: ${type}`);
      const parse = (entry: unknown): ReturnType<typeof parseNode> =>
        parseNode(entry, name, context.profile, context.random);
      providers.set(
        name,
        createProvider(name, map, {
          source,
          now: context.now,
          legacy: context.profile.legacy,
          parseNode: parse,
          cache: context.cache,
        }),
      );
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigError(`parse proxy provider ${name} error: ${error.message}`);
    }
  }
  return providers;
}

function buildRuleProviders(
  raw: RawConfig,
  context: HouseContext,
  rules: RuleContext,
  into: Map<string, RuleProvider>,
): void {
  for (const [name, value] of Object.entries(asRecord(raw["rule-providers"]))) {
    const map = asRecord(value);
    const source = createSource(name, map, context.sources, (type) => `unsupported vehicle type: ${type}`);
    const provider = new RuleProvider(name, map, source, rules);
    if (source.vehicle === "Inline") provider.load(asTexts(map["payload"]), context.now());
    into.set(name, provider);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
