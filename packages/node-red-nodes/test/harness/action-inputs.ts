/**
 * One sensible input per action for the house `home` of the simulator, in the order in which they are tried: what
 * renames nodes comes late, what restarts the core last. `code`: the error that this core answers with.
 */
export interface ActionCase {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly code?: string;
}

const test = { url: "http://www.gstatic.com/generate_204", timeout: 2000 };
const node = "🇭🇰 HK 01 | x1.0";
/** A core in a box cannot download anything. */
const offline: ActionCase = { code: "rejected" };

/** Only cores that were started with `log-level: debug` have these. */
const noDebug: ActionCase = { code: "unsupported" };

/** Only the app counts all day; a flow asks it by a node of its own. */
const noEngine = { code: "unsupported" };

/** Forks only. */
const fork: ActionCase = { code: "unsupported" };

export const actionCases: Readonly<Record<string, ActionCase>> = {
  "proxyProviders.proxy": { input: { provider: "nimbus", proxy: node } },
  "get-status": {},
  "list-groups": { input: { hidden: true } },
  "list-nodes": { input: { group: "Proxy", sort: "delay", limit: 5 } },
  "list-connections": { input: { filter: { host: "." }, sort: "download", limit: 3 } },
  "list-rules": { input: { text: "MATCH", limit: 5 } },
  "explain-route": { input: { host: "www.example.com" } },
  "query-dns": { input: { name: "www.example.com", type: "A" } },
  "tail-logs": { input: { level: "debug", lines: 1, seconds: 1 } },
  "get-usage": { input: { by: "host" }, ...noEngine },
  "get-history": { input: { what: "traffic" }, ...noEngine },
  "list-devices": noEngine,
  "name-device": { input: { device: "192.168.1.20", name: "TV" }, ...noEngine },
  "list-alerts": { input: {}, ...noEngine },
  "mute-alert": { input: { key: "home/core-lost", minutes: 5 }, ...noEngine },
  "ack-alert": { input: { key: "home/core-lost" }, ...noEngine },
  "write-storage": { input: { key: "pointsman", value: { a: [1] } } },
  "read-storage": { input: { key: "pointsman" } },
  "delete-storage": { input: { key: "pointsman" } },
  "select-node": { input: { group: "Proxy", node, closeConnections: false } },
  "select-best": { input: { group: "Proxy", minGainMs: 10 } },
  "release-node": { input: { group: "♻️ Auto" } },
  "test-delay": { input: { nodes: [node], timeoutMs: 2000, samples: 1 } },
  "set-mode": { input: { mode: "rule" } },
  "set-log-level": { input: { level: "info" } },
  "set-tun": { input: { enable: false } },
  "set-allow-lan": { input: { enable: true } },
  "patch-config": { input: { patch: { ipv6: true } } },
  "check-provider": { input: { provider: "nimbus" } },
  "update-provider": { input: { provider: "nimbus" } },
  "update-all-providers": {},
  "update-rule-provider": { input: { provider: "ads" } },
  "set-rule-enabled": { input: { rule: 0, enabled: true } },
  "close-connection": { input: { id: "00000000-0000-4000-8000-000000000000" } },
  "close-connections": { input: { filter: { all: true }, dryRun: true } },
  "flush-dns": {},
  "flush-fake-ip": {},
  "list-scenes": {},
  "save-scene": { input: { scene: "movie" } },
  "apply-scene": { input: { scene: "movie" } },
  undo: { input: { steps: 1 } },
  "upgrade-geo": {},
  "upgrade-ui": offline,
  "collect-garbage": noDebug,
  "core.hello": {},
  "version.get": {},
  "connections.list": {},
  "connections.close": { input: { connection: "00000000-0000-4000-8000-000000000000" } },
  "connections.closeAll": {},
  "configs.get": {},
  "configs.patch": { input: { body: { mode: "rule" } } },
  "configs.updateGeo": {},
  "proxies.list": {},
  "proxies.get": { input: { proxy: "Proxy" } },
  "proxies.select": { input: { group: "Proxy", body: { name: "DIRECT" } } },
  "proxies.release": { input: { group: "♻️ Auto" } },
  "proxies.delay": { input: { proxy: "DIRECT", ...test } },
  "groups.list": {},
  "groups.get": { input: { group: "Proxy" } },
  "groups.release": { input: { group: "♻️ Auto" }, code: "unsupported" },
  "groups.delay": { input: { group: "Proxy", ...test } },
  "proxyProviders.list": {},
  "proxyProviders.get": { input: { provider: "nimbus" } },
  "proxyProviders.update": { input: { provider: "nimbus" } },
  "proxyProviders.check": { input: { provider: "nimbus" } },
  "proxyProviders.delay": { input: { provider: "nimbus", proxy: node, ...test } },
  "ruleProviders.list": {},
  "ruleProviders.update": { input: { provider: "ads" } },
  "rules.list": {},
  "rules.setDisabled": { input: { body: { "0": false } } },
  "cache.flushFakeIp": {},
  "cache.flushDns": {},
  "dns.query": { input: { name: "www.example.com", type: "AAAA" } },
  "storage.put": { input: { key: "pointsman", body: "text" } },
  "storage.get": { input: { key: "pointsman" } },
  "storage.delete": { input: { key: "pointsman" } },
  "debug.collectGarbage": noDebug,
  "debug.profile": { input: { profile: "heap", debug: 1 }, ...noDebug },
  "debug.vars": noDebug,
  "smart.weights": fork,
  "smart.groupWeights": { input: { group: "Proxy" }, ...fork },
  "smart.flush": fork,
  "smart.flushConfig": { input: { config: "a" }, ...fork },
  "smart.blockConnection": { input: { connection: "a" }, ...fork },
  "smart.upgradeModel": fork,
  "core.upgradeUi": offline,
  "core.upgradeGeo": {},
  "configs.replace": { input: { force: false, body: {} } },
  "reload-config": {},
  "core.upgrade": { input: { channel: "alpha", force: false }, ...offline },
  "upgrade-core": { input: { channel: "alpha" }, ...offline },
  "restart-core": {},
  "core.restart": {},
};
