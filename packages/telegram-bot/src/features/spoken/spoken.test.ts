import { expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController, type RunCall } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import { isMenuCommand } from "../../commands.ts";
import { locales } from "../../locales/index.ts";
import { Questions } from "../../session/questions.ts";
import type { Deed, PressContext } from "../press.ts";
import { spokenTo } from "./spoken.ts";

const picture = snapshot(
  [group("Proxy", ["Auto", "HK 01", "JP 02"], { now: "HK 01" }), group("🎬 Streaming", ["HK 01", "US 03"])],
  [node("HK 01", 45), node("JP 02", 90), node("US 03")],
);

async function say(text: string, answer?: (call: RunCall) => unknown) {
  const home = fakeController("home", picture, answer);
  const cabin = fakeController("cabin", picture);
  const { session } = paperChat([home.controller, cabin.controller]);
  const press: PressContext = {
    session,
    controller: home.controller,
    actor: session.actor("Ada"),
    t: locales.en,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
  };
  const [, command = "", words = ""] = /^(\S+) (.*)$/.exec(text) ?? [];
  const result = isMenuCommand(command) ? await spokenTo(command)?.run(press, words) : undefined;
  return { result, session, runs: home.runs.map(({ id, input }) => [id, input]) };
}

test.each([
  ["nodes stream", { at: "group", group: "🎬 Streaming", page: 0, tap: "u" }],
  ["nodes hk", { at: "found", page: 0 }],
  ["test hk 01", { at: "test" }],
  ["test no such thing", { at: "found", page: 0 }],
  ["mode nonsense", { at: "mode" }],
  ["errors info", { at: "errors", level: "info" }],
  ["errors whatever", { at: "errors", level: "warning", text: "whatever" }],
  ["errors 5", { at: "errors", level: "warning", most: 5 }],
  ["tail info netflix", { at: "errors", level: "info", text: "netflix" }],
  ["controllers nowhere", { at: "controllers" }],
  ["upgrade whatever", { at: "maintenance" }],
  ["status all", { at: "overview" }],
  ["status cabin", { at: "report" }],
  ["audit 3", { at: "audit", page: 2 }],
  ["cancel now", { at: "home" }],
])("/%s leads there", async (text, route) => {
  expect((await say(text)).result?.route).toEqual(route);
});

test("/mode leaves the rules only after a second press", async () => {
  const { result, runs } = await say("mode GLOBAL");
  expect(result?.route).toMatchObject({ at: "confirm", text: locales.en.confirm.global });
  expect(runs).toEqual([]);
});

test("/rules and /conns search at once, /dns flushes or looks up", async () => {
  const empty = ({ id }: RunCall): unknown => (id === "flush-dns" ? { tookMs: 1 } : { rows: [], total: 0, name: "x" });
  expect((await say("rules netflix", empty)).runs).toEqual([["list-rules", { text: "netflix" }]]);
  expect((await say("conns netflix", empty)).result?.route).toMatchObject({ at: "connections" });
  expect((await say("dns flush", empty)).runs).toEqual([["flush-dns", {}]]);
  expect((await say("dns a.test AAAA", empty)).runs).toEqual([["query-dns", { name: "a.test", type: "AAAA" }]]);
});

test("/controllers steers another one from then on", async () => {
  const { result, session } = await say("controllers cabin");
  expect(result?.route).toEqual({ at: "home" });
  expect(session.state.controller.id).toBe("cabin");
});

test("/config asks before it changes anything, and says what can be changed", async () => {
  const { t } = { t: locales.en };
  const asked = await say("config allow-lan on");
  expect(asked.result?.route).toMatchObject({ at: "confirm", text: t.config.confirm("Allow LAN", "on") });
  expect((await say("config log-level debug")).result?.route).toMatchObject({ text: t.config.confirmLevel("debug") });
  expect((await say("config reload")).result?.route).toMatchObject({ text: t.maintenance.confirmReload });
  const { result, runs } = await say("config secret x");
  expect(result?.route).toEqual({ at: "config" });
  expect(result?.notice?.text).toContain("allow-lan, tun, ipv6, sniffing, tcp-concurrent, log-level, reload");
  expect([...asked.runs, ...runs]).toEqual([]);
});

test("/chart says what can be drawn where it is not understood", async () => {
  expect((await say("chart nonsense")).result?.notice?.text).toContain("traffic, delay, usage, memory, conns");
  expect((await say("chart delay no such group")).result?.notice?.text).toBe("No group is called “no such group”.");
});

test("/nodes with a group and a text finds what is called so in that group alone", async () => {
  const { result, session } = await say("nodes stream hk");
  expect(result?.route).toEqual({ at: "found", page: 0 });
  expect(session.state).toMatchObject({ search: "hk", searchIn: "🎬 Streaming" });
  expect((await say("nodes proxy us")).session.state).toMatchObject({ search: "proxy us", searchIn: undefined });
});

test("/dash says how often, within what Telegram takes", async () => {
  expect((await say("dash 10")).result?.route).toEqual({ at: "status", everyMs: 10_000 });
  expect((await say("dash 1")).result?.route).toEqual({ at: "status", everyMs: 2000 });
  expect((await say("dash often")).result?.route).toEqual({ at: "status" });
});
