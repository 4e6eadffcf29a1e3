import path from "node:path";
import type { AuditRecord, ProxyProvider } from "@pointsman/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deadNode, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { show } from "../../test/support/show.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { looseRef } from "../callback/ref.ts";
import { type Locale, locales } from "../locales/index.ts";
import { draw } from "../model/draw/draw.ts";
import type { ChatState } from "../session/chat-state.ts";
import type { Route } from "../session/route.ts";
import { cellsOf } from "../text/cells.ts";
import type { Diagnosis } from "./watch/diagnosis.ts";
import { labelCells } from "./kit/label.ts";

// What people read, screen by screen: look at the files in test/golden when they change (`npm test -- -u` writes them).
const now = Date.parse("2026-11-27T20:15:00Z");
const hour = 3_600_000;

const nodes = [
  node("🇭🇰 HK 01", 45, { provider: "sub", udp: true }),
  node("🇭🇰 HK 02", 61, { provider: "sub" }),
  node("🇯🇵 JP 01", null, { provider: "sub" }),
  node("🇸🇬 SG 01", undefined, { provider: "sub" }),
  node("剩余流量：99 GB", undefined, { kind: "info" }),
  node("DIRECT", undefined, { kind: "builtin", type: "Direct" }),
];
const members = nodes.map(({ name }) => name);
const groups = [
  group("Proxy", ["Auto", ...members], { now: "🇭🇰 HK 01" }),
  group("🎬 Streaming", ["🇭🇰 HK 01", "🇭🇰 HK 02", "🇯🇵 JP 01"], { now: "🇯🇵 JP 01" }),
  group("Auto", ["🇭🇰 HK 01", "🇭🇰 HK 02"], { type: "URLTest", now: "🇭🇰 HK 02", fixed: "🇭🇰 HK 02" }),
  group(
    "Long",
    Array.from({ length: 100 }, (_, index) => `🇭🇰 香港 IEPL ${index + 1}`),
    { hidden: true },
  ),
  group("Balance", ["🇭🇰 HK 01", "🇭🇰 HK 02"], { type: "LoadBalance" }),
];

const subscription: ProxyProvider = {
  name: "sub",
  type: "Proxy",
  vehicleType: "HTTP",
  proxies: nodes.map(({ name, alive }) => ({ name, alive })) as unknown as NonNullable<ProxyProvider["proxies"]>,
  subscriptionInfo: { Upload: 2e9, Download: 78e9, Total: 100e9, Expire: (now + 3 * 24 * hour) / 1000 },
  updatedAt: new Date(now - 5 * hour).toISOString(),
};

const alert = deadNode("🇯🇵 JP 01", { data: { node: "🇯🇵 JP 01", groups: ["🎬 Streaming"] }, since: now - hour });

const connection = {
  id: "c1",
  ref: looseRef("connection", "c1"),
  host: "www.netflix.com",
  port: "443",
  network: "tcp",
  device: "192.168.1.20",
  deviceName: "TV",
  process: "",
  rule: "DomainSuffix",
  rulePayload: "netflix.com",
  chain: ["🎬 Streaming", "🇭🇰 HK 01"],
  upload: 120_000,
  download: 48_000_000,
  start: new Date(now - hour).toISOString(),
};
const quick = { ...connection, id: "c2", ref: looseRef("connection", "c2"), host: "meet.test", rate: 2_400_000 };
const view = { by: "speed", paused: true } as const;
const device = {
  key: "192.168.1.20",
  ref: looseRef("device", "192.168.1.20"),
  name: "TV",
  addresses: ["192.168.1.20"],
  up: 20_000,
  down: 3_000_000,
  connections: 4,
  lastSeen: now,
  today: { upload: 1e8, download: 5e9 },
  month: { upload: 2e9, download: 140e9 },
};
const rule = {
  index: 4,
  type: "DomainSuffix",
  payload: "netflix.com",
  target: "🎬 Streaming",
  fingerprint: "f",
  ref: looseRef("rule", "f"),
  disabled: false,
  hits: 12,
};
const scene = {
  scene: "movie",
  source: "config" as const,
  select: { "🎬 Streaming": "🇭🇰 HK 01" },
  mode: "rule" as const,
  rules: {},
  ref: looseRef("scene", "movie"),
};
const way = {
  evidence: "seen" as const,
  rule: { type: "DomainSuffix", payload: "netflix.com", target: "🎬 Streaming" },
  chain: ["🎬 Streaming", "🇭🇰 HK 01"],
  node: "🇭🇰 HK 01",
};

const settings = {
  mode: "rule",
  "log-level": "info",
  "allow-lan": true,
  port: 0,
  "socks-port": 0,
  "redir-port": 0,
  "tproxy-port": 0,
  "mixed-port": 7890,
  "bind-address": "*",
  ipv6: false,
  tun: { enable: true, stack: "gVisor" },
  sniffing: false,
  "tcp-concurrent": true,
  "find-process-mode": "strict",
  "unified-delay": true,
  "geo-auto-update": false,
};
const diagnosis: Diagnosis = {
  telegram: { health: "online", way: "socks5h://127.0.0.1:7890", rttMs: 81.6 },
  core: { rttMs: 3.2, version: "v1.19.29" },
  clockSkewMs: 42_000,
  streams: { traffic: true, memory: true, connections: true, logs: false },
  state: "kept",
  versions: { bot: "0.1.0", node: "24.21.0" },
};
const record: AuditRecord = {
  at: "2026-11-27T20:15:00.000Z",
  controller: "home",
  operation: "select-node",
  actor: { outlet: "telegram", id: "1001", name: "Ada" },
  input: { group: "🎬 Streaming", node: "🇭🇰 HK 01" },
  outcome: "done",
  result: { was: "🇯🇵 JP 01", now: "🇭🇰 HK 01" },
  tookMs: 12,
};

const screens: readonly (readonly [name: string, route: Route])[] = [
  ["dashboard", { at: "status" }],
  ["groups", { at: "groups", page: 0 }],
  ["group", { at: "group", group: "Proxy", page: 0, tap: "u" }],
  ["group-part", { at: "group", group: "Proxy", page: 0, tap: "u", only: { alive: true, region: "HK" } }],
  ["letters", { at: "letters", group: "Proxy" }],
  ["filters", { at: "filters", group: "Proxy", tap: "u", only: { alive: true } }],
  ["jump", { at: "jump", group: "Long", page: 3, tap: "u" }],
  ["group-pinned", { at: "group", group: "Auto", page: 0, tap: "u" }],
  ["group-balanced", { at: "group", group: "Balance", page: 0, tap: "u" }],
  ["node", { at: "node", group: "🎬 Streaming", node: "🇯🇵 JP 01", page: 0 }],
  ["tests", { at: "tests", page: 0 }],
  ["dns", { at: "dns", asking: false }],
  ["mode", { at: "mode" }],
  ["search", { at: "found", page: 0 }],
  ["connections", { at: "connections", rows: [connection, quick], total: 2, page: 0, view }],
  ["connection", { at: "connection", row: connection, view }],
  ["devices", { at: "devices", rows: [device], page: 0 }],
  ["device", { at: "device", row: device }],
  ["providers", { at: "providers", page: 0 }],
  ["provider", { at: "provider", provider: "sub" }],
  ["rules", { at: "rules", rows: [rule], total: 1, page: 0 }],
  ["rule", { at: "rule", row: rule }],
  ["scenes", { at: "scenes", rows: [scene], undoable: true }],
  ["way", { at: "way", host: "netflix.com", route: way }],
  ["alert", { at: "alert", key: alert.key }],
  ["maintenance", { at: "maintenance" }],
  ["report", { at: "report" }],
  ["controllers", { at: "controllers" }],
  ["overview", { at: "overview" }],
  ["config", { at: "config" }],
  ["diagnosis", { at: "diagnosis", diagnosis }],
  ["audit", { at: "audit", records: [record], page: 0 }],
  ["whoami", { at: "whoami" }],
];

const admin: Person = { id: 1, role: "admin" };

function stateOf(route: Route, t: Locale): ChatState {
  const picture = snapshot(groups, nodes, {
    providers: new Map([["sub", subscription]]),
    traffic: { up: 20_000, down: 3_000_000, uploadTotal: 2e9, downloadTotal: 140e9 },
    memory: 48_000_000,
    connections: { count: 37 },
    settings,
  } as object);
  const engines = {
    alerts: fakeAlerts(alert),
    history: { series: () => undefined },
    usage: {},
    devices: {},
    scenes: {},
  };
  const controller = pictureOf("home", picture, engines as never);
  const memory = chatsOnPaper().of(admin.id);
  memory.keepSwitches([{ controllerId: "home", group: "Proxy", now: "🇭🇰 HK 01", back: "🇭🇰 HK 02" }]);
  return {
    person: admin,
    t,
    people: household(),
    memory,
    timeZone: "Asia/Shanghai",
    controller,
    controllers: [controller],
    upSince: () => now - 30 * hour,
    route,
    search: "hk",
    lookup: {
      name: "example.com",
      status: "NOERROR",
      answers: [{ type: "A", data: "93.184.215.14", ttl: 300 }],
    },
  };
}

/** Somebody is in, somebody knocked, and a link is open. */
function household(): ChatState["people"] {
  const people = peopleOnPaper(admin);
  people.letIn({ id: 2, name: "Bob" }, { role: "operator" }, admin.id);
  people.knock({ id: 42, name: "Eve" });
  people.invite({ role: "viewer" }, admin.id);
  return people;
}

/** Screens of our own words, whose buttons have to fit as well. */
const settled: readonly Route[] = [
  { at: "home" },
  { at: "more" },
  { at: "errors", level: "warning" },
  { at: "settings" },
  { at: "notify" },
  { at: "alerts", page: 0 },
  { at: "people" },
  { at: "draft", step: "role", page: 0 },
];

describe.each(Object.values(locales))("the screens in $tag", (t) => {
  beforeAll(() => void vi.useFakeTimers({ now }));
  afterAll(() => void vi.useRealTimers());

  test.each(screens)("%s reads as it did", async (name, route) => {
    const file = path.join(import.meta.dirname, "../../test/golden", t.tag, `${name}.txt`);
    await expect(`${show(draw(stateOf(route, t)))}\n`).toMatchFileSnapshot(file);
  });

  test.each([...screens.map(([, route]) => route), ...settled])(
    "no button of $at is wider than its column",
    (route) => {
      const { keyboard } = draw(stateOf(route, t));
      const wide = keyboard.flatMap((row) => row.filter(({ text }) => cellsOf(text) > labelCells(row.length)));
      expect(wide.map(({ text }) => text)).toEqual([]);
    },
  );
});
