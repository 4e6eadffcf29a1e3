import type { AuditRecord, ProxyProvider, RuleProvider } from "@pointsman/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadNode, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { decodePress } from "../callback/codec.ts";
import { looseRef } from "../callback/ref.ts";
import { locales } from "../locales/index.ts";
import { draw } from "../model/draw/draw.ts";
import type { People } from "../people/people.ts";
import type { ChatState } from "../session/chat-state.ts";
import type { Route } from "../session/route.ts";
import { bytesOf } from "../text/cells.ts";
import { keyboardFault } from "./kit/keyboard.ts";
import type { Screen } from "./kit/layout.ts";
import type { RuleEntry } from "./setup/rules.ts";
import type { SceneEntry } from "./setup/scenes.ts";
import type { ConnectionEntry } from "./traffic/connections.ts";
import type { DeviceEntry } from "./traffic/devices.ts";
import type { WayModel } from "./traffic/way.ts";

/** Names of people, subscriptions and enemies. */
const nasty = [
  "",
  " ",
  "🇭🇰 HK_01 [IEPL] (x0.5) #1!",
  '<b>&"</b>',
  "</code></pre>",
  "&amp;lt;",
  "@someone /start t.me/x https://example.com",
  "שלום \u202Eevil\u202C",
  `z${"\u0301".repeat(300)}`,
  "👨‍👩‍👧‍👦".repeat(40),
  "剩余流量：99 GB".repeat(30),
  "a\u0000b\n\r\tc",
  "\uD83D",
  "__proto__",
  "1:wfWp:sw:AAAAAAAA",
];
const names = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 400 }));

const admin: Person = { id: 1, role: "admin" };
const tags = /<(\/?)(b|i|u|code|pre|blockquote|tg-time)(?: [a-z]+="[^"<>]*")*>/g;

/** What Telegram would make a link of by itself, code apart. */
const linked = /(?<![\w@])@[a-z]\w{3}|(?<![\w/<>])\/[a-z0-9_]|[a-z0-9]\.[a-z]{2}|(?<![\p{L}\p{N}_#])#\p{L}/iu;

/** Telegram takes it: known tags, properly nested, nothing bare left over. */
function expectValid(screen: Screen): void {
  const { markup } = screen.text;
  const open: string[] = [];
  for (const [, closing, name] of markup.matchAll(tags)) {
    if (closing === "") open.push(name ?? "");
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name ?? ""}`);
  }
  expect(open).toEqual([]);
  expect(markup.replace(tags, "")).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
  expect(
    markup
      .replace(/<(code|pre)>[^<]*<\/\1>/g, "")
      .replace(tags, "")
      .replace("/menu", ""),
  ).not.toMatch(linked);
  expect(markup.length).toBeLessThanOrEqual(4096);
  expect((markup.match(/<[a-z]/g) ?? []).length).toBeLessThanOrEqual(90);
  expect(keyboardFault(screen.keyboard)).toBeUndefined();
  for (const button of screen.keyboard.flat()) {
    expect(button.text).toMatch(/\S/);
    if (!("callback_data" in button)) continue;
    expect(bytesOf(button.callback_data)).toBeLessThanOrEqual(64);
    expect(decodePress(button.callback_data)).toBeDefined();
  }
}

/** Somebody of that name is in and somebody knocked. */
function peopleWith(name: string, groups: readonly string[]): People {
  const people = peopleOnPaper(admin);
  people.letIn({ id: 2, name }, { role: "operator", ...(groups.length === 0 ? {} : { groups }) }, 1);
  people.knock({ id: 42, name, username: name });
  return people;
}

function provider(name: string): ProxyProvider {
  const subscriptionInfo = { Upload: 1, Download: 3e12, Total: 2e12, Expire: 1_790_000_000 };
  const updatedAt = "2026-11-27T00:00:00Z";
  return { name, type: "Proxy", vehicleType: name, proxies: [], subscriptionInfo, updatedAt };
}

function ruleProvider(name: string): RuleProvider {
  return {
    name,
    type: "Rule",
    vehicleType: name,
    behavior: name,
    format: "YamlRule",
    ruleCount: 1,
    updatedAt: "0001-01-01T00:00:00Z",
  };
}

function stateOf(route: Route, all: readonly string[], extra: readonly string[]): ChatState {
  const groups = [group("Proxy", all), ...extra.map((name) => group(name, all))];
  const nodes = all.map((name, index) =>
    node(name, index % 3 === 0 ? null : index, {
      provider: name,
      type: name,
      testedAt: 1_790_000_000_000,
      ...(index % 5 === 4 ? { kind: "info" } : {}),
    }),
  );
  const providers = new Map(nasty.map((name) => [name, provider(name)]));
  const providersOfRules = new Map(nasty.map((name) => [name, ruleProvider(name)]));
  const alerts = fakeAlerts(
    ...all.map((name) => deadNode(name)),
    deadNode("x", { data: { node: all[0] ?? "", groups: ["Proxy", ...extra] }, mutedUntil: 1_790_000_000_000 }),
  );
  const controller = pictureOf("home", snapshot(groups, nodes, { providers, ruleProviders: providersOfRules }), {
    alerts,
  });
  const [first = "x", second = "y"] = all;
  const memory = chatsOnPaper().of(1);
  memory.keepChoices({ favourites: [{ controller: "home", group: "Proxy", node: second }] });
  memory.keepSwitches([{ controllerId: "home", group: "Proxy", now: first, back: second }]);
  return {
    person: { ...admin, groups: [...extra, "Proxy"] },
    t: locales.zh,
    people: peopleWith(first, [...extra]),
    draft: { who: { kind: "knock", id: 42, name: first }, rights: { role: "operator", groups: [first, "Proxy"] } },
    memory,
    controller,
    controllers: [controller],
    route,
    notice: { kind: "done", text: `→ ${first}`.slice(0, 200) },
    search: second,
    lookup: { name: first, status: second, answers: all.map((data) => ({ name: first, type: "TXT", data, ttl: 1 })) },
    pausedAt: 1_790_000_000_000,
  };
}

const connection = (name: string): ConnectionEntry => ({
  id: name,
  ref: looseRef("connection", name),
  host: name,
  port: "443",
  network: "tcp",
  device: name,
  deviceName: name,
  process: name,
  rule: name,
  rulePayload: name,
  chain: [name, name],
  upload: 1,
  download: 1e12,
  start: name,
});
const device = (name: string): DeviceEntry => ({
  key: name,
  ref: looseRef("device", name),
  name,
  addresses: [name, `${name}x`],
  up: 1,
  down: 1e9,
  connections: 3,
  lastSeen: 1_790_000_000_000,
  today: { upload: 1, download: 1e12 },
  month: { upload: 1, download: 1e12 },
});
const rule = (name: string): RuleEntry => ({
  index: 1,
  type: name,
  payload: name,
  target: name,
  fingerprint: name,
  ref: looseRef("rule", name),
  disabled: true,
  hits: 3,
});
const scene = (name: string): SceneEntry => ({
  scene: name,
  source: "saved",
  select: { [name]: name },
  mode: "rule",
  rules: { [name]: true },
  ref: looseRef("scene", name),
});
const record = (name: string): AuditRecord => ({
  at: "2026-11-27T20:15:00.000Z",
  controller: name,
  operation: name,
  actor: { outlet: "telegram", id: name, name },
  input: { group: name, node: name },
  outcome: "failed",
  code: name,
  result: { was: name, now: name },
  tookMs: 1,
});
const many = <Item>(make: (name: string) => Item, name: string): Item[] => [name, ...nasty].map(make);
const route = (name: string): WayModel["route"] => ({
  evidence: "unknown",
  rule: { type: name, payload: name, target: name },
  chain: [name, name],
  node: name,
  note: name,
});
const search = (what: string) => ({ filter: { host: "x" }, what });

const view = { by: "program", paused: true } as const;

const routes: readonly ((name: string) => Route)[] = [
  () => ({ at: "home" }),
  () => ({ at: "groups", page: 1 }),
  () => ({ at: "tests", page: 0 }),
  () => ({ at: "group", group: "Proxy", page: 3, tap: "u" }),
  () => ({ at: "group", group: "Proxy", page: 0, tap: "i" }),
  (name) => ({ at: "node", group: "Proxy", node: name, page: 2 }),
  () => ({ at: "dns", asking: false }),
  () => ({ at: "errors", level: "info" }),
  (name) => ({ at: "errors", level: "debug", text: name }),
  () => ({ at: "found", page: 1 }),
  () => ({ at: "status" }),
  () => ({ at: "more" }),
  (name) => ({ at: "connections", rows: many(connection, name), total: 9999, page: 1, view, search: search(name) }),
  (name) => ({ at: "connection", row: connection(name), view }),
  (name) => ({ at: "devices", rows: many(device, name), page: 0 }),
  (name) => ({ at: "device", row: device(name) }),
  () => ({ at: "providers", page: 0 }),
  () => ({ at: "provider", provider: nasty[4] ?? "" }),
  (name) => ({ at: "rules", rows: many(rule, name), total: 9999, page: 1, text: name }),
  (name) => ({ at: "rule", row: rule(name) }),
  (name) => ({ at: "scenes", rows: many(scene, name), undoable: true }),
  (name) => ({ at: "way", host: name, route: route(name) }),
  (name) => ({ at: "way", host: name, route: { ...route(name), evidence: "seen", node: name } }),
  () => ({ at: "alerts", page: 0 }),
  () => ({ at: "alert", key: "home/node-dead/x" }),
  () => ({ at: "maintenance" }),
  () => ({ at: "settings" }),
  () => ({ at: "notify" }),
  () => ({ at: "notify", isHere: true }),
  () => ({ at: "favourites" }),
  () => ({ at: "regions", group: "Proxy" }),
  () => ({ at: "letters", group: "Proxy" }),
  () => ({ at: "group", group: "Proxy", page: 0, tap: "u", only: { alive: true, region: "HK", letter: "H" } }),
  () => ({ at: "filters", group: "Proxy", tap: "u", only: { alive: true, provider: "AAAA" } }),
  () => ({ at: "jump", group: "Proxy", page: 1, tap: "u" }),
  (name) => ({ at: "group", group: "Proxy", page: 0, tap: "u", maybe: [name, name, name] }),
  () => ({ at: "ruleProviders", page: 0 }),
  () => ({ at: "controllers" }),
  () => ({ at: "overview" }),
  () => ({ at: "report" }),
  () => ({ at: "config" }),
  () => ({ at: "whoami" }),
  (name) => ({ at: "audit", records: many(record, name), page: 0 }),
  () => ({ at: "people" }),
  () => ({ at: "person", person: looseRef("person", "2") }),
  () => ({ at: "knock", person: looseRef("person", "42") }),
  () => ({ at: "draft", step: "role", page: 0 }),
  () => ({ at: "draft", step: "groups", page: 1 }),
];

describe("whatever nodes and groups are called", () => {
  test.each(routes.map((route) => [route("x").at, route] as const))("Telegram takes the screen %s", (_, route) => {
    fc.assert(
      fc.property(
        fc.array(names, { minLength: 1, maxLength: 60 }),
        fc.array(names, { maxLength: 12 }),
        (all, extra) => {
          const unique = [...new Set(all)];
          expectValid(draw(stateOf(route(unique[0] ?? ""), unique, [...new Set(extra)])));
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("2,000 nodes are drawn within the limits on every page", () => {
  const all = Array.from({ length: 2000 }, (_, index) => `🇭🇰 HK ${index} | IEPL x1.${index % 10}`);
  for (const page of [0, 124, 249, 9999]) {
    expectValid(draw(stateOf({ at: "group", group: "Proxy", page, tap: "u" }, all, [])));
  }
});
