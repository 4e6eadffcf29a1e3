import { RawJson, encodeJson, type JsonValue } from "../go/json.ts";
import { sendError, sendJson, sendNothing } from "../reply.ts";
import { type Exchange, type Handlers, notFound } from "../router/exchange.ts";
import { decodeSegment } from "../router/paths.ts";
import { type Mount, segmentsOf } from "../router/router.ts";
import type { Proxy } from "../world/proxies/group.ts";
import { type ProxyProvider, providerJson } from "../world/providers/proxy-provider.ts";
import type { RuleProvider } from "../world/providers/rule-provider.ts";
import type { World } from "../world/world.ts";
import { answerDelay, proxyJson } from "./proxies.ts";

/** `/providers/proxies` and all below it. */
export const proxyProvidersMount: Mount = {
  prefix: "/providers/proxies",
  resolve(rest, { world, method }) {
    const [name, ...below] = segmentsOf(rest);
    if (name === undefined || (name === "" && below.length === 0)) return { GET: list };
    const provider = world.house.providers.get(decodeSegment(name));
    if (provider === undefined) throw notFound();
    const [node, ...further] = below;
    if (node === undefined || (node === "" && further.length === 0)) return handlersOf(provider);
    // Its GET wins; by any other method this is the path of a node.
    if (node === "healthcheck" && further.length === 0 && method === "GET")
      return { GET: (each) => check(each, provider) };
    const proxy = provider.proxies().find((each) => each.name === decodeSegment(node));
    if (proxy === undefined) throw notFound();
    const sub = further.join("/");
    if (sub === "") return { GET: ({ res }) => sendJson(res, 200, proxyJson(proxy, world)) };
    return sub === "healthcheck" ? { GET: (exchange) => answerDelay(exchange, proxy) } : undefined;
  },
};

function handlersOf(provider: ProxyProvider): Handlers {
  return {
    GET: ({ res, world }) => {
      const json = provider.proxies().map((proxy) => proxyJson(proxy, world));
      sendJson(res, 200, providerJson(provider, json));
    },
    PUT: (exchange) => update(exchange, provider),
  };
}

function list({ res, world }: Exchange): void {
  if (world.starting) {
    sendJson(res, 200, { providers: null });
    return;
  }
  // A node stands in many providers: 2,000 nodes in 50 groups are 31 MB, so each is encoded once.
  const encoded = new Map<Proxy, RawJson>();
  const json = (proxy: Proxy): RawJson => {
    const known = encoded.get(proxy) ?? new RawJson(encodeJson(proxyJson(proxy, world)));
    encoded.set(proxy, known);
    return known;
  };
  const providers = new Map<string, JsonValue>();
  for (const [name, provider] of world.house.providers)
    providers.set(name, providerJson(provider, provider.proxies().map(json)));
  sendJson(res, 200, { providers });
}

async function update({ res, world }: Exchange, provider: ProxyProvider): Promise<void> {
  try {
    await provider.update();
  } catch (error) {
    sendError(res, 503, message(error));
    return;
  }
  if (provider.intervalS > 0) void world.checkProvider(provider.name);
  sendNothing(res);
}

async function check({ res, world }: Exchange, provider: ProxyProvider): Promise<void> {
  await world.checkProvider(provider.name);
  sendNothing(res);
}

/** `/providers/rules` and all below it. */
export const ruleProvidersMount: Mount = {
  prefix: "/providers/rules",
  resolve(rest, { world }) {
    const [name, ...below] = segmentsOf(rest);
    if (name === undefined || (name === "" && below.length === 0)) return { GET: listRuleProviders };
    const provider = world.house.ruleProviders.get(decodeSegment(name));
    if (provider === undefined) throw notFound();
    return below.join("/") === "" ? { PUT: (exchange) => updateRules(exchange, provider) } : undefined;
  },
};

function listRuleProviders({ res, world }: Exchange): void {
  const providers = new Map<string, JsonValue>();
  for (const [name, provider] of world.house.ruleProviders) providers.set(name, provider.toJson());
  sendJson(res, 200, { providers: world.starting ? null : providers });
}

async function updateRules(
  { res, world }: { res: Exchange["res"]; world: World },
  provider: RuleProvider,
): Promise<void> {
  try {
    if (provider.source.vehicle !== "Inline") await provider.update(world.clock.now());
  } catch (error) {
    sendError(res, 503, message(error));
    return;
  }
  sendNothing(res);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
