import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import { openScenes } from "../../engines/scenes/index.ts";
import { Scene } from "../../engines/scenes/scene.ts";
import type { Actor, AuditRecord } from "../../policy/types.ts";
import { createRunner } from "../runner.ts";

const actor: Actor = { outlet: "command-line", id: "me" };
const ads = "DomainSuffix,ads.test,REJECT";

interface GroupState {
  readonly name: string;
  readonly type: string;
  now?: string;
  fixed?: string;
  all: string[];
}

/** A core with groups of each kind, rules and a mode; `broken` names a group that cannot be switched. */
function house(scenes: Record<string, unknown>, { isOld = false } = {}) {
  const groups: GroupState[] = [
    { name: "Proxy", type: "Selector", now: "HK 01 | x1.2", all: ["剩余流量：9 GB", "HK 01 | x1.2", "JP 01"] },
    { name: "Auto", type: "URLTest", now: "JP 01", fixed: "", all: ["HK 01 | x1.2", "JP 01"] },
    { name: "Balance", type: "LoadBalance", all: ["JP 01"] },
  ];
  const rules = [
    { type: "DomainSuffix", payload: "ads.test", proxy: "REJECT", disabled: false },
    { type: "DomainSuffix", payload: "two.test", proxy: "REJECT", disabled: false },
    { type: "Domain", payload: "two.test", proxy: "DIRECT", disabled: true },
  ];
  const state = { mode: "rule", broken: "" };
  const shown = (group: GroupState) => ({ history: [], udp: true, ...group });
  const find = (target: string): GroupState => groups.find(({ name }) => target.endsWith(`/${name}`))!;
  const core = scriptedCore({
    "groups.list": () => ({ proxies: groups.map(shown) }),
    "groups.get": ({ target }) => shown(find(target)),
    "proxies.select": ({ target, body }) => {
      const group = find(target);
      if (group.name === state.broken) throw new ControllerError("rejected", "No.");
      const { name } = body as { name: string };
      if (group.fixed !== undefined) group.fixed = name;
      group.now = name;
    },
    "proxies.release": ({ target }) => {
      find(target).fixed = "";
    },
    "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
    "configs.get": () => ({ mode: state.mode }),
    "configs.patch": ({ body }) => {
      state.mode = (body as { mode: string }).mode;
    },
    "rules.list": () => ({
      rules: rules.map(({ disabled, ...rule }, index) =>
        isOld ? rule : { ...rule, index, extra: { disabled, hitCount: 0, hitAt: "", missCount: 0, missAt: "" } },
      ),
    }),
    "rules.setDisabled": ({ body }) => {
      for (const [index, disabled] of Object.entries(body as Record<string, boolean>))
        rules[Number(index)]!.disabled = disabled;
    },
  });
  const config = Object.fromEntries(Object.entries(scenes).map(([name, scene]) => [name, Scene.parse(scene)]));
  const controller = { ...core.controller, engines: { scenes: openScenes({ config }) } };
  const audit: AuditRecord[] = [];
  const runner = createRunner({ controller, audit: (record) => audit.push(record) });
  const group = (name: string): GroupState => groups.find((each) => each.name === name)!;
  const run = (scene: string, as = actor) => runner.run("apply-scene", { scene }, { actor: as });
  return { core, state, rules, group, runner, audit, run };
}

const movie = { select: { Proxy: "JP 01", Auto: "HK 01 | x1.2" }, mode: "global", rules: { "ads.test": false } };

describe("apply-scene", () => {
  test("sets selections, pins, rules and mode, and says of each what was and is", async () => {
    const { run, group, state, rules, core } = house({ movie });
    expect(await run("movie")).toEqual({
      scene: "movie",
      total: 4,
      rows: [
        { kind: "select", target: "Proxy", was: "HK 01 | x1.2", now: "JP 01", changed: true },
        { kind: "select", target: "Auto", was: null, now: "HK 01 | x1.2", changed: true },
        { kind: "rule", target: ads, was: true, now: false, changed: true },
        { kind: "mode", target: "mode", was: "rule", now: "global", changed: true },
      ],
    });
    expect([group("Proxy").now, group("Auto").fixed, rules[0]?.disabled, state.mode]).toEqual([
      "JP 01",
      "HK 01 | x1.2",
      true,
      "global",
    ]);
    expect(core.refreshed).toEqual([["groups", "rules", "settings"]]);
  });

  test("sends nothing for what is so already", async () => {
    const { run, core } = house({ same: { select: { Proxy: "HK 01 | x1.2", Auto: null }, mode: "rule" } });
    expect(await run("same")).toMatchObject({ rows: [{ changed: false }, { changed: false }, { changed: false }] });
    expect(core.sent.filter((line) => !/\.(list|get) /.test(line))).toEqual([]);
  });

  test("is undone as one step, all of it", async () => {
    const { run, runner, group, state, rules } = house({ movie });
    await run("movie");
    expect(runner.history.size).toBe(1);
    const { rows } = await runner.run("undo", {}, { actor });
    expect(rows.map(({ operation }) => operation)).toEqual([
      "set-mode",
      "set-rule-enabled",
      "release-node",
      "select-node",
    ]);
    expect([group("Proxy").now, group("Auto").fixed, rules[0]?.disabled, state.mode]).toEqual([
      "HK 01 | x1.2",
      "",
      false,
      "rule",
    ]);
    expect(runner.history.size).toBe(0);
  });

  test("an undo of which somebody changed one part meanwhile changes nothing", async () => {
    const { run, runner, group, state, rules, core } = house({ movie });
    await run("movie");
    group("Proxy").now = "HK 01 | x1.2";
    const sent = core.sent.length;
    await expect(runner.run("undo", {}, { actor })).rejects.toMatchObject({
      code: "rejected",
      reason: "changed-meanwhile",
    });
    expect([group("Proxy").now, group("Auto").fixed, rules[0]?.disabled, state.mode]).toEqual([
      "HK 01 | x1.2",
      "HK 01 | x1.2",
      true,
      "global",
    ]);
    expect(core.sent.slice(sent).filter((line) => !/\.(list|get) /.test(line))).toEqual([]);
  });

  test("is all or nothing: what was done before a failure is put back, and the error says so", async () => {
    const { run, runner, group, state } = house({ movie });
    state.broken = "Auto";
    await expect(run("movie")).rejects.toMatchObject({
      code: "rejected",
      message: "No. What was changed before it was put back.",
    });
    expect([group("Proxy").now, state.mode, runner.history.size]).toEqual(["HK 01 | x1.2", "rule", 0]);
  });

  test("finds a renamed node", async () => {
    const { run, group } = house({ old: { select: { Auto: "HK 01 | x1.0" } } });
    await run("old");
    expect(group("Auto").fixed).toBe("HK 01 | x1.2");
  });

  test.each<[string, object, string, string]>([
    ["a group", { select: { Prxy: "JP 01" } }, "not-found", 'did you mean "Proxy"?'],
    ["a member", { select: { Proxy: "JP 01", Auto: "US 01" } }, "not-found", "US 01"],
    ["a rule", { select: { Proxy: "JP 01" }, rules: { "none.test": false } }, "not-found", "none.test"],
    ["one rule of several", { rules: { "two.test": false } }, "rejected", '"Domain,two.test,DIRECT"'],
    ["a choice of a group that spreads", { select: { Balance: "JP 01" } }, "rejected", "takes no choice"],
    ["the freedom of a Selector", { select: { Proxy: null } }, "rejected", "cannot choose by itself"],
  ])("does nothing where the scene names %s that is not there", async (_, scene, code, words) => {
    const { run, core } = house({ wrong: scene });
    await expect(run("wrong")).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
    expect(core.sent.filter((line) => !/\.(list|get) /.test(line))).toEqual([]);
  });

  test("of a core that cannot switch rules is unsupported before anything is switched", async () => {
    const { run, core } = house({ movie }, { isOld: true });
    await expect(run("movie")).rejects.toMatchObject({ code: "unsupported" });
    expect(core.sent.join()).not.toContain("proxies.select");
  });

  test("of a core that cannot switch rules may want them on, and saves none", async () => {
    const { run, runner } = house({ movie, on: { rules: { "ads.test": true } } }, { isOld: true });
    expect(await run("on")).toMatchObject({ rows: [{ was: true, now: true, changed: false }] });
    expect(await runner.run("save-scene", { scene: "now" }, { actor })).toMatchObject({ rules: {} });
  });

  test("does not lead past the policy: whoever may touch one group gets nothing of a scene with two", async () => {
    const { run, group, core } = house({ movie, two: { select: { Proxy: "JP 01", Auto: "JP 01" } } });
    const limited = { ...actor, groups: ["Proxy"] };
    await expect(run("two", limited)).rejects.toMatchObject({ code: "forbidden" });
    await expect(run("movie", limited)).rejects.toMatchObject({ code: "forbidden" });
    expect(group("Proxy").now).toBe("HK 01 | x1.2");
    expect(core.sent.join()).not.toContain("proxies.select");
  });

  test("an unknown scene names the nearest", async () => {
    const { run } = house({ movie });
    await expect(run("movei")).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no scene "movei"; did you mean "movie"?',
    });
  });

  test("stands in the audit with its steps", async () => {
    const { run, audit } = house({ movie });
    await run("movie");
    expect(audit.map(({ operation }) => operation)).toEqual([
      "select-node",
      "select-node",
      "set-rule-enabled",
      "set-mode",
      "apply-scene",
    ]);
  });
});

describe("save-scene", () => {
  test("keeps what is chosen, the mode and the rules that are off or that another scene switches", async () => {
    const { runner, group, state } = house({ movie });
    expect(await runner.run("save-scene", { scene: "now" }, { actor })).toEqual({
      scene: "now",
      replaced: false,
      select: { Auto: null, Proxy: "HK 01 | x1.2" },
      mode: "rule",
      rules: { [ads]: true, "Domain,two.test,DIRECT": false },
    });
    await runner.run("apply-scene", { scene: "movie" }, { actor });
    await runner.run("apply-scene", { scene: "now" }, { actor });
    expect([group("Proxy").now, group("Auto").fixed, state.mode]).toEqual(["HK 01 | x1.2", "", "rule"]);
  });

  test("does not keep a group that fell to news in disguise", async () => {
    const { runner, group } = house({});
    group("Proxy").now = "剩余流量：9 GB";
    expect((await runner.run("save-scene", { scene: "now" }, { actor })).select).toEqual({ Auto: null });
  });

  test("leaves the config's scenes alone, and says so", async () => {
    const { runner } = house({ movie });
    await expect(runner.run("save-scene", { scene: "movie" }, { actor })).rejects.toMatchObject({
      code: "rejected",
      reason: "in-config",
    });
  });
});

test("list-scenes shows all with what they do", async () => {
  const { runner } = house({ movie });
  await runner.run("save-scene", { scene: "now" }, { actor });
  expect(await runner.run("list-scenes", {}, { actor })).toMatchObject({
    total: 2,
    rows: [
      { scene: "movie", source: "config", mode: "global", select: { Proxy: "JP 01" } },
      { scene: "now", source: "saved" },
    ],
  });
});
