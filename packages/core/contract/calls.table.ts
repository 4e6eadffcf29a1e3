import type { ErrorCode } from "../src/client/errors.ts";
import type { EndpointId } from "../src/endpoints/index.ts";
import type { Target } from "./targets.ts";

export type Outcome = ErrorCode | "ok";

/** One call of one row and what must come of it. */
export interface RowCall {
  readonly id: EndpointId;
  readonly params?: (target: Target) => Readonly<Record<string, unknown>>;
  readonly expect: Outcome;
  /** Where a core of early 2025 answers differently. */
  readonly old?: Outcome;
}

const test = (target: Target) => ({ url: target.testUrl, timeout: 3000 });
const given = (params: Readonly<Record<string, unknown>>) => () => params;

/** Every row at least once, in an order in which no call spoils the next. */
export const calls: readonly RowCall[] = [
  { id: "core.hello", expect: "ok" },
  { id: "version.get", expect: "ok" },
  { id: "connections.list", expect: "ok" },
  { id: "configs.get", expect: "ok" },
  { id: "configs.patch", params: given({ body: { "allow-lan": false } }), expect: "ok" },
  { id: "proxies.list", expect: "ok" },
  { id: "proxies.get", params: given({ proxy: "fast" }), expect: "ok" },
  { id: "proxies.get", params: given({ proxy: "50%20/.." }), expect: "ok" },
  { id: "proxies.get", params: given({ proxy: "__proto__" }), expect: "ok" },
  { id: "proxies.get", params: given({ proxy: "no such node" }), expect: "not-found" },
  { id: "proxies.select", params: given({ group: "Proxy", body: { name: "50%20/.." } }), expect: "ok" },
  { id: "proxies.select", params: given({ group: "Proxy", body: { name: "fast" } }), expect: "ok" },
  { id: "proxies.select", params: given({ group: "Proxy", body: { name: "airport a" } }), expect: "rejected" },
  { id: "proxies.select", params: given({ group: "no such group", body: { name: "fast" } }), expect: "not-found" },
  { id: "proxies.select", params: given({ group: "Balance", body: { name: "fast" } }), expect: "rejected" },
  { id: "proxies.select", params: given({ group: "Auto", body: { name: "slow" } }), expect: "ok" },
  { id: "proxies.release", params: given({ group: "Auto" }), expect: "ok" },
  { id: "proxies.release", params: given({ group: "Proxy" }), expect: "rejected" },
  { id: "proxies.delay", params: (target) => ({ proxy: "fast", ...test(target) }), expect: "ok" },
  { id: "proxies.delay", params: (target) => ({ proxy: "50%20/..", ...test(target) }), expect: "rejected" },
  { id: "groups.list", expect: "ok" },
  { id: "groups.get", params: given({ group: "Auto" }), expect: "ok" },
  { id: "groups.get", params: given({ group: "fast" }), expect: "not-found" },
  { id: "groups.release", params: given({ group: "Auto" }), expect: "unsupported" },
  { id: "groups.delay", params: (target) => ({ group: "Auto", ...test(target) }), expect: "ok" },
  { id: "proxyProviders.list", expect: "ok" },
  { id: "proxyProviders.get", params: given({ provider: "airport" }), expect: "ok" },
  { id: "proxyProviders.get", params: given({ provider: "no such provider" }), expect: "not-found" },
  { id: "proxyProviders.proxy", params: given({ provider: "airport", proxy: "airport a" }), expect: "ok" },
  { id: "proxyProviders.update", params: given({ provider: "airport" }), expect: "ok" },
  { id: "proxyProviders.check", params: given({ provider: "airport" }), expect: "ok" },
  {
    id: "proxyProviders.delay",
    params: (target) => ({ provider: "airport", proxy: "airport a", ...test(target) }),
    expect: "ok",
  },
  { id: "ruleProviders.list", expect: "ok" },
  { id: "ruleProviders.update", params: given({ provider: "ads" }), expect: "ok" },
  { id: "ruleProviders.update", params: given({ provider: "no such provider" }), expect: "not-found" },
  { id: "rules.list", expect: "ok" },
  { id: "rules.setDisabled", params: given({ body: { "0": true } }), expect: "ok", old: "unsupported" },
  { id: "cache.flushFakeIp", expect: "ok" },
  { id: "cache.flushDns", expect: "ok", old: "unsupported" },
  { id: "dns.query", params: given({ name: "host.test", type: "A" }), expect: "ok" },
  { id: "dns.query", params: given({ name: "host.test", type: "a" }), expect: "rejected" },
  { id: "storage.put", params: given({ key: "a/b", body: { kept: [1, null] } }), expect: "ok", old: "unsupported" },
  { id: "storage.get", params: given({ key: "a/b" }), expect: "ok", old: "unsupported" },
  { id: "storage.get", params: given({ key: "no such key" }), expect: "ok", old: "unsupported" },
  { id: "storage.delete", params: given({ key: "a/b" }), expect: "ok", old: "unsupported" },
  { id: "debug.collectGarbage", expect: "ok" },
  { id: "debug.profile", params: given({ profile: "heap", raw: true }), expect: "ok" },
  { id: "debug.vars", expect: "ok" },
  { id: "smart.weights", expect: "unsupported" },
  { id: "smart.groupWeights", params: given({ group: "Auto" }), expect: "unsupported" },
  { id: "smart.flush", expect: "unsupported" },
  { id: "smart.flushConfig", params: given({ config: "x" }), expect: "unsupported" },
  {
    id: "smart.blockConnection",
    params: given({ connection: "00000000-0000-4000-8000-000000000000" }),
    expect: "unsupported",
  },
  { id: "smart.upgradeModel", expect: "unsupported" },
  { id: "connections.close", params: given({ connection: "00000000-0000-4000-8000-000000000000" }), expect: "ok" },
  { id: "connections.closeAll", expect: "ok" },
  { id: "configs.updateGeo", expect: "ok" },
  { id: "core.upgradeGeo", expect: "ok" },
  {
    id: "configs.replace",
    params: given({ force: true, body: { payload: "proxies: [{ name: x }]" } }),
    expect: "rejected",
  },
  { id: "configs.replace", params: ({ configText }) => ({ body: { payload: configText } }), expect: "ok" },
  // There is no internet in the house.
  { id: "core.upgradeUi", expect: "rejected" },
  { id: "core.upgrade", params: given({ channel: "alpha", force: true }), expect: "rejected" },
  { id: "core.restart", expect: "ok" },
];
