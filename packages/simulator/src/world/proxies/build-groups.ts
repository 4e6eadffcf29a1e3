import { isObject } from "../../go/decode.ts";
import { compareBytes } from "../../go/json.ts";
import { defaultTestUrl, Group, type GroupType, type Proxy } from "./group.ts";
import type { Profile } from "../profile.ts";
import { compatibleProvider, filterOf, type ProxyProvider } from "../providers/proxy-provider.ts";
import { asText, asTexts, ConfigError } from "../config/yaml.ts";

const groupTypes: Readonly<Record<string, GroupType>> = {
  select: "Selector",
  "url-test": "URLTest",
  fallback: "Fallback",
  "load-balance": "LoadBalance",
  relay: "Relay",
};

const strategies = ["consistent-hashing", "round-robin", "sticky-sessions"];

/** What groups are built from; `proxies` and `providers` are filled while they are. */
interface GroupContext {
  readonly profile: Profile;
  readonly now: () => number;
  readonly proxies: Map<string, Proxy>;
  readonly providers: Map<string, ProxyProvider>;
  /** Names of the configured nodes, for `include-all`. */
  readonly nodeNames: readonly string[];
}

interface RawGroup {
  readonly name: string;
  readonly index: number;
  readonly map: Readonly<Record<string, unknown>>;
}

function readGroups(raws: readonly unknown[], context: GroupContext): RawGroup[] {
  const seen = new Set<string>();
  const groups = raws.map((raw, index): RawGroup => {
    const map = isObject(raw) ? raw : {};
    const name = asText(map["name"]);
    if (name === undefined || name === "") throw new ConfigError(`proxy group ${index}: missing name`);
    return { name, index, map };
  });
  for (const { name, map } of groups) {
    const missing = context.profile.legacy ? "key 'type' missing" : "'' has unset fields: type";
    if (map["type"] === undefined) throw new ConfigError(`ProxyGroup ${name}: ${missing}`);
    if (seen.has(name)) throw new ConfigError(`ProxyGroup ${name}: duplicate group name`);
    seen.add(name);
  }
  return groups;
}

/** Groups in an order in which each comes after those it names. Throws when they name each other in a ring. */
function sorted(groups: readonly RawGroup[]): RawGroup[] {
  const open = new Map(groups.map((group) => [group.name, group]));
  const done: RawGroup[] = [];
  while (open.size > 0) {
    const ready = [...open.values()].filter((group) => !asTexts(group.map["proxies"]).some((name) => open.has(name)));
    if (ready.length === 0) {
      const ring = [...open.keys()].toSorted().join(" ");
      throw new ConfigError(`loop is detected in ProxyGroup, please check following ProxyGroups: [${ring}]`);
    }
    for (const group of ready) {
      open.delete(group.name);
      done.push(group);
    }
  }
  return done;
}

/** Builds all groups into `context.proxies`, and their Compatible providers. Throws {@link ConfigError}. */
export function buildGroups(raws: readonly unknown[], context: GroupContext): Group[] {
  const raw = readGroups(raws, context);
  const built = new Map<string, Group>();
  for (const each of sorted(raw)) {
    if (context.proxies.has(each.name)) throw new ConfigError(`proxy group ${each.name}: the duplicate name`);
    const group = buildGroup(each, context);
    built.set(each.name, group);
    context.proxies.set(each.name, group);
  }
  return raw.flatMap(({ name }) => built.get(name) ?? []);
}

function buildGroup({ name, index, map }: RawGroup, context: GroupContext): Group {
  const refuse = (words: string): ConfigError => new ConfigError(`proxy group[${index}]: ${words}`);
  const spelled = asText(map["type"]) ?? "";
  const type = Object.hasOwn(groupTypes, spelled) ? groupTypes[spelled] : undefined;
  if (type === "Relay" && !context.profile.legacy) {
    throw refuse(
      `unsupported type: The group [${name}] with relay type was removed, please using dialer-proxy instead`,
    );
  }
  const all = map["include-all"] === true;
  const keep = filterOf(asText(map["filter"]));
  const included =
    all || map["include-all-proxies"] === true ? context.nodeNames.filter(keep).toSorted(compareBytes) : [];
  const names = [...asTexts(map["proxies"]), ...included];
  const everyProvider = all || map["include-all-providers"] === true;
  const uses = everyProvider
    ? ownProviders(context)
        .map((provider) => provider.name)
        .toSorted()
    : asTexts(map["use"]);
  if (names.length === 0 && uses.length === 0 && !everyProvider)
    throw refuse(`${name}: \`use\` or \`proxies\` missing`);
  checkStatus(asText(map["expected-status"]), (words) => refuse(`${name}: ${words}`), context.profile);
  const fixed = names.map((each) => context.proxies.get(each) ?? fail(refuse(`${name}: '${each}' not found`)));
  const used = uses.map((each) => context.providers.get(each) ?? fail(refuse(`${name}: '${each}' not found`)));
  if (type === undefined) throw refuse(`unsupported type: ${spelled}`);
  const strategy = asText(map["strategy"]) ?? "consistent-hashing";
  if (type === "LoadBalance" && !strategies.includes(strategy)) throw refuse(`unsupported strategy: ${strategy}`);

  const testUrl = asText(map["url"]) ?? used.find((provider) => provider.testUrl !== "")?.testUrl ?? defaultTestUrl;
  const expectedStatus = asText(map["expected-status"]) ?? "*";
  const emptyFallback = asText(map["empty-fallback"]) ?? "COMPATIBLE";
  const interval = Number(map["interval"] ?? 0);
  if (fixed.length > 0) {
    const intervalS = type === "Selector" || type === "Relay" ? interval : interval || 300;
    context.providers.set(
      name,
      compatibleProvider(name, () => fixed, { testUrl, expectedStatus, intervalS }),
    );
  }
  return new Group({
    name,
    type,
    testUrl,
    expectedStatus,
    hidden: map["hidden"] === true,
    icon: asText(map["icon"]) ?? "",
    emptyFallback,
    disableUdp: map["disable-udp"] === true,
    tolerance: Number(map["tolerance"] ?? 0),
    members: memberReader(fixed, readable(used, map, context.profile), map, () => context.proxies.get(emptyFallback)),
    now: context.now,
  });
}

/** An old core shows nobody of an inline provider to a group with a filter (seen on v1.19.2). */
function readable(
  used: readonly ProxyProvider[],
  map: Readonly<Record<string, unknown>>,
  profile: Profile,
): readonly ProxyProvider[] {
  if (!profile.legacy || map["filter"] === undefined) return used;
  return used.filter((provider) => provider.vehicle !== "Inline");
}

/** Reads the members of the moment: those named, then those of the providers that pass the filters. */
function memberReader(
  fixed: readonly Proxy[],
  used: readonly ProxyProvider[],
  map: Readonly<Record<string, unknown>>,
  fallback: () => Proxy | undefined,
): () => Proxy[] {
  const keep = filterOf(asText(map["filter"]));
  const excluded = asText(map["exclude-filter"]);
  const drop = excluded === undefined ? (): boolean => false : filterOf(excluded);
  const dropTypes = (asText(map["exclude-type"]) ?? "").toLowerCase().split("|").filter(Boolean);
  let cached: { lists: (readonly Proxy[])[]; members: Proxy[] } | undefined;
  return () => {
    // Providers replace their list as a whole, so the same lists mean the same members.
    const lists = used.map((provider) => provider.proxies());
    if (cached !== undefined && lists.every((list, index) => list === cached?.lists[index])) return cached.members;
    const members = [...fixed, ...lists.flatMap((list) => list.filter((proxy) => keep(proxy.name)))].filter(
      (proxy) => !drop(proxy.name) && !dropTypes.includes(proxy.type.toLowerCase()),
    );
    const last = fallback();
    if (members.length === 0 && last !== undefined) members.push(last);
    cached = { lists, members };
    return members;
  };
}

function ownProviders(context: GroupContext): ProxyProvider[] {
  return [...context.providers.values()].filter((provider) => provider.vehicle !== "Compatible");
}

function checkStatus(text: string | undefined, refuse: (words: string) => ConfigError, profile: Profile): void {
  if (text === undefined || text === "*") return;
  const bad = text.split(/[/,]/).find((part) => !/^\s*\d+(?:-\d+)?\s*$/.test(part));
  if (bad !== undefined) throw refuse(profile.legacy ? "intRanges error" : `invalid range: ${bad}`);
}

function fail(error: Error): never {
  throw error;
}
