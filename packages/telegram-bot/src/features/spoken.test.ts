import { expect, test } from "vitest";
import { paperChat } from "../../test/support/chat.ts";
import { fakeController, type RunCall } from "../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../test/support/people.ts";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { isMenuCommand } from "../commands.ts";
import { locales } from "../locales/index.ts";
import { Questions } from "../session/questions.ts";
import type { Deed, PressContext } from "./press.ts";
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
  ["errors netflix", { at: "errors", level: "warning", text: "netflix" }],
  ["upgrade whatever", { at: "maintenance" }],
  ["controllers nowhere", { at: "controllers" }],
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
