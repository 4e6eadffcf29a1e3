import type { ControllerError, EndpointId } from "@pointsman/core";

export interface Run {
  readonly id: EndpointId;
  /** Method and path, from the reference. */
  readonly wire: string;
  /** TEST-URL stands for the address that delay tests ask for. */
  readonly parameters: object;
  readonly current: "done" | ControllerError["code"];
  readonly old: "done" | ControllerError["code"];
}

const done = { current: "done", old: "done" } as const;
const newer = { current: "done", old: "unsupported" } as const;
const missing = { current: "unsupported", old: "unsupported" } as const;
const refused = { current: "rejected", old: "rejected" } as const;
const absent = { current: "not-found", old: "not-found" } as const;

const delayTest = { url: "TEST-URL", timeout: 3000 };

/** Each line of the reference's endpoint index, called once, written by hand: what disturbs comes last. */
export const runs: readonly Run[] = [
  { id: "core.hello", wire: "GET /", parameters: {}, ...done },
  { id: "version.get", wire: "GET /version", parameters: {}, ...done },
  { id: "traffic.stream", wire: "GET /traffic", parameters: {}, ...done },
  { id: "memory.stream", wire: "GET /memory", parameters: {}, ...done },
  { id: "connections.stream", wire: "GET /connections", parameters: {}, ...done },
  { id: "logs.stream", wire: "GET /logs", parameters: { level: "debug" }, ...done },
  { id: "connections.list", wire: "GET /connections", parameters: {}, ...done },
  { id: "connections.close", wire: "DELETE /connections/{connection}", parameters: { connection: "gone" }, ...done },
  { id: "connections.closeAll", wire: "DELETE /connections", parameters: {}, ...done },
  { id: "configs.get", wire: "GET /configs", parameters: {}, ...done },
  { id: "configs.patch", wire: "PATCH /configs", parameters: { body: { mode: "rule" } }, ...done },
  { id: "configs.updateGeo", wire: "POST /configs/geo", parameters: {}, ...done },
  { id: "proxies.list", wire: "GET /proxies", parameters: {}, ...done },
  { id: "proxies.get", wire: "GET /proxies/{proxy}", parameters: { proxy: "fast" }, ...done },
  // A name that is not there is told apart from a path that is not there.
  { id: "proxies.get", wire: "GET /proxies/{proxy}", parameters: { proxy: "nobody" }, ...absent },
  {
    id: "proxies.select",
    wire: "PUT /proxies/{group}",
    parameters: { group: "Proxy", body: { name: "slow" } },
    ...done,
  },
  { id: "proxies.release", wire: "DELETE /proxies/{group}", parameters: { group: "Auto" }, ...done },
  { id: "proxies.delay", wire: "GET /proxies/{proxy}/delay", parameters: { proxy: "fast", ...delayTest }, ...done },
  { id: "groups.list", wire: "GET /group", parameters: {}, ...done },
  { id: "groups.get", wire: "GET /group/{group}", parameters: { group: "Auto" }, ...done },
  { id: "groups.release", wire: "DELETE /group/{group}", parameters: { group: "Auto" }, ...missing },
  { id: "groups.delay", wire: "GET /group/{group}/delay", parameters: { group: "Auto", ...delayTest }, ...done },
  { id: "proxyProviders.list", wire: "GET /providers/proxies", parameters: {}, ...done },
  { id: "proxyProviders.get", wire: "GET /providers/proxies/{provider}", parameters: { provider: "airport" }, ...done },
  {
    id: "proxyProviders.proxy",
    wire: "GET /providers/proxies/{provider}/{proxy}",
    parameters: { provider: "airport", proxy: "airport a" },
    ...done,
  },
  {
    id: "proxyProviders.update",
    wire: "PUT /providers/proxies/{provider}",
    parameters: { provider: "airport" },
    ...done,
  },
  {
    id: "proxyProviders.check",
    wire: "GET /providers/proxies/{provider}/healthcheck",
    parameters: { provider: "airport" },
    ...done,
  },
  {
    id: "proxyProviders.delay",
    wire: "GET /providers/proxies/{provider}/{proxy}/healthcheck",
    parameters: { provider: "airport", proxy: "airport a", ...delayTest },
    ...done,
  },
  { id: "ruleProviders.list", wire: "GET /providers/rules", parameters: {}, ...done },
  // An inline one has nothing to fetch.
  { id: "ruleProviders.update", wire: "PUT /providers/rules/{provider}", parameters: { provider: "ads" }, ...done },
  { id: "rules.list", wire: "GET /rules", parameters: {}, ...done },
  { id: "rules.setDisabled", wire: "PATCH /rules/disable", parameters: { body: { 0: true } }, ...newer },
  { id: "cache.flushFakeIp", wire: "POST /cache/fakeip/flush", parameters: {}, ...done },
  { id: "cache.flushDns", wire: "POST /cache/dns/flush", parameters: {}, ...newer },
  { id: "dns.query", wire: "GET /dns/query", parameters: { name: "host.test", type: "A" }, ...done },
  { id: "storage.put", wire: "PUT /storage/{key}", parameters: { key: "a key", body: { here: 1 } }, ...newer },
  { id: "storage.get", wire: "GET /storage/{key}", parameters: { key: "a key" }, ...newer },
  { id: "storage.delete", wire: "DELETE /storage/{key}", parameters: { key: "a key" }, ...newer },
  { id: "debug.collectGarbage", wire: "PUT /debug/gc", parameters: {}, ...done },
  { id: "debug.profile", wire: "GET /debug/pprof/{profile}", parameters: { profile: "goroutine" }, ...done },
  { id: "debug.vars", wire: "GET /debug/vars", parameters: {}, ...done },
  { id: "smart.weights", wire: "GET /group/weights", parameters: {}, ...missing },
  { id: "smart.groupWeights", wire: "GET /group/{group}/weights", parameters: { group: "Auto" }, ...missing },
  { id: "smart.flush", wire: "POST /cache/smart/flush", parameters: {}, ...missing },
  { id: "smart.flushConfig", wire: "POST /cache/smart/flush/{config}", parameters: { config: "a" }, ...missing },
  {
    id: "smart.blockConnection",
    wire: "DELETE /connections/smart/{connection}",
    parameters: { connection: "a" },
    ...missing,
  },
  { id: "smart.upgradeModel", wire: "POST /upgrade/lgbm", parameters: {}, ...missing },
  { id: "core.upgradeGeo", wire: "POST /upgrade/geo", parameters: {}, ...done },
  // Nothing leaves the machine: there is no release to be found.
  { id: "core.upgrade", wire: "POST /upgrade", parameters: {}, ...refused },
  { id: "core.upgradeUi", wire: "POST /upgrade/ui", parameters: {}, ...refused },
  { id: "configs.replace", wire: "PUT /configs", parameters: { body: { path: "relative.yaml" } }, ...refused },
  { id: "core.restart", wire: "POST /restart", parameters: {}, ...done },
];
