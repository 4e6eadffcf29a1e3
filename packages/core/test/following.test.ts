import { startSimulator } from "@pointsman/simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Controller, ControllerOptions } from "../src/controller/types.ts";
import { type FollowReport, type Following, openFollowing, type StateFile } from "../src/engines/following/index.ts";
import { controllerFor } from "./support/house.ts";

type Core = Awaited<ReturnType<typeof home>>;

const actor = { outlet: "app", id: "test" } as const;
const was = "🇭🇰 HK 01 | x1.0";
const now = "🇭🇰 HK 01 | x1.2";

/** The family's house: its subscription renames every node with each update, and begins with news in disguise. */
async function home() {
  const core = await startSimulator({ scenario: "home", life: false });
  onTestFinished(() => core.stop());
  return core;
}

interface Watch {
  readonly controller: Controller;
  readonly following: Following;
  readonly reports: readonly FollowReport[];
  stop(): Promise<void>;
}

/** The state file of a test: a text that outlives its reader. */
function stateFile(): StateFile & { text: string | undefined } {
  return {
    text: undefined,
    load() {
      return this.text;
    },
    save(text) {
      this.text = text;
    },
  };
}

function follow(core: Core, options: Partial<ControllerOptions> = {}, state = stateFile()): Watch {
  const reports: FollowReport[] = [];
  const following = openFollowing({ state, onReport: (report) => reports.push(report) });
  const controller = controllerFor(core, { engines: { choices: following }, ...options });
  following.follow(controller);
  onTestFinished(() => following.close());
  return {
    controller,
    following,
    reports,
    async stop() {
      following.close();
      await controller.close();
    },
  };
}

/** What a group uses, and what it is pinned to, by the core's own word. */
const inUse = (core: Core, group: string): string => core.world.group(group)!.current().name;
const pinOf = (core: Core, group: string): string => core.world.group(group)!.selected;

/** Somebody else, at the core itself, lets it fetch the subscription. */
async function updateElsewhere(core: Core): Promise<void> {
  const answer = await fetch(`${core.url}/providers/proxies/nimbus`, {
    method: "PUT",
    headers: { authorization: `Bearer ${core.secret}` },
  });
  expect(answer.status).toBe(204);
}

const expectSoon = (what: () => unknown): ReturnType<typeof expect.poll> => expect.poll(what, { timeout: 5000 });

describe("a choice whose node is renamed", () => {
  test("is made again within 5 s of anybody's update, told once, and undone on demand", async () => {
    const core = await home();
    const { controller, reports } = follow(core);
    for (const group of ["🎬 Streaming", "♻️ Auto"])
      await controller.run("select-node", { group, node: was }, { actor });
    const fallback = core.world.group("🎬 Streaming")!.members()[0]!.name;
    await updateElsewhere(core);
    expect(inUse(core, "🎬 Streaming")).toBe(fallback);
    await expectSoon(() => [inUse(core, "🎬 Streaming"), pinOf(core, "♻️ Auto")]).toEqual([now, now]);
    await expectSoon(() => reports.length).toBe(1);
    expect(reports).toMatchObject([
      {
        type: "nodes-updated",
        providers: [{ provider: "nimbus", same: 0, gone: [], added: [] }],
        choices: [
          { kind: "followed", group: "♻️ Auto", was, now },
          { kind: "followed", group: "🎬 Streaming", was, now, fellTo: fallback },
        ],
      },
    ]);
    expect(reports[0]?.type === "nodes-updated" && reports[0].providers[0]?.renamed).toHaveLength(21);
    await controller.run("undo", {}, { actor });
    expect(inUse(core, "🎬 Streaming")).toBe(fallback);
  });

  test("is followed through every update in a row, and never to news", async () => {
    const core = await home();
    const { controller } = follow(core);
    await controller.run("select-node", { group: "Proxy", node: was }, { actor });
    for (const rate of ["x1.2", "x1.5", "x1.0", "x1.2"]) {
      await controller.run("update-provider", { provider: "nimbus" }, { actor });
      await expectSoon(() => inUse(core, "Proxy")).toBe(`🇭🇰 HK 01 | ${rate}`);
    }
  });

  test("is followed too where that happened while nobody looked", async () => {
    const core = await home();
    const state = stateFile();
    const first = follow(core, {}, state);
    await first.controller.run("select-node", { group: "🎬 Streaming", node: was }, { actor });
    await expectSoon(() => state.text).toContain("🎬 Streaming");
    await expectSoon(() => state.text).toContain("JP 01");
    await first.stop();
    await updateElsewhere(core);
    const second = follow(core, {}, state);
    await expectSoon(() => inUse(core, "🎬 Streaming")).toBe(now);
    await expectSoon(() => second.reports).toMatchObject([
      { choices: [{ kind: "followed", group: "🎬 Streaming", was, now }] },
    ]);
  });

  test("is left to people who want to be asked, and who then choose", async () => {
    const core = await home();
    const { controller, reports } = follow(core, { switching: { followRenames: "ask" } });
    await controller.run("select-node", { group: "🎬 Streaming", node: was }, { actor });
    await controller.run("update-provider", { provider: "nimbus" }, { actor });
    await expectSoon(() => reports).toMatchObject([
      { choices: [{ kind: "asked", group: "🎬 Streaming", was, candidates: [now] }] },
    ]);
    const [fallback] = core.world.group("🎬 Streaming")!.members();
    expect(inUse(core, "🎬 Streaming")).toBe(fallback!.name);
    await controller.run("select-node", { group: "🎬 Streaming", node: fallback!.name }, { actor });
    await controller.run("update-provider", { provider: "nimbus" }, { actor });
    await expectSoon(() => reports.length).toBe(2);
    expect(reports[1]).toMatchObject({ choices: [] });
  });

  test("is nobody's business where following is off", async () => {
    const core = await home();
    const { controller, reports } = follow(core, { switching: { followRenames: "off" } });
    await controller.run("select-node", { group: "🎬 Streaming", node: was }, { actor });
    await controller.run("update-provider", { provider: "nimbus" }, { actor });
    await controller.observer.refresh(["groups", "nodes"]);
    expect(inUse(core, "🎬 Streaming")).toBe(core.world.group("🎬 Streaming")!.members()[0]!.name);
    expect(reports).toEqual([]);
  });
});

test("what somebody chose at the core meanwhile counts", async () => {
  const core = await home();
  const { controller, reports } = follow(core);
  const jp = "🇯🇵 JP 01 | x1.2";
  await controller.run("select-node", { group: "🎬 Streaming", node: was }, { actor });
  await controller.observer.refresh(["groups", "nodes"]);
  await updateElsewhere(core);
  core.world.select(core.world.group("🎬 Streaming")!, jp);
  await expectSoon(() => reports.length).toBe(1);
  expect(reports[0]).toMatchObject({ choices: [] });
  expect(inUse(core, "🎬 Streaming")).toBe(jp);
});

describe("rules that were switched off through us", () => {
  const rule = "DomainSuffix,cn,🇨🇳 国内";
  const isOff = (core: Core): Promise<boolean> =>
    fetch(`${core.url}/rules`, { headers: { authorization: `Bearer ${core.secret}` } })
      .then(
        (answer) =>
          answer.json() as Promise<{ rules: { type: string; payload: string; extra: { disabled: boolean } }[] }>,
      )
      .then(
        ({ rules }) => rules.find(({ type, payload }) => type === "DomainSuffix" && payload === "cn")!.extra.disabled,
      );

  test("are off again after the core restarted", async () => {
    const core = await home();
    const { controller, reports } = follow(core);
    await controller.run("set-rule-enabled", { rule, enabled: false }, { actor });
    await expect.poll(() => core.record.filter({ path: "/proxies/DIRECT" }).length).toBeGreaterThan(0);
    await core.restart();
    expect(await isOff(core)).toBe(false);
    await expect.poll(() => isOff(core), { timeout: 8000 }).toBe(true);
    await expectSoon(() => reports).toMatchObject([{ type: "rules-reapplied", rules: [rule] }]);
  });

  test("stay on where they were switched on again, or the config says so", async () => {
    const core = await home();
    const { controller, reports } = follow(core, { switching: { reapplyRules: false } });
    await controller.run("set-rule-enabled", { rule, enabled: false }, { actor });
    await controller.run("restart-core", {}, { actor });
    const other = follow(core);
    await other.controller.run("set-rule-enabled", { rule, enabled: false }, { actor });
    await other.controller.run("set-rule-enabled", { rule, enabled: true }, { actor });
    await core.restart();
    await controller.observer.refresh(["rules"]);
    expect(await isOff(core)).toBe(false);
    expect([...reports, ...other.reports]).toEqual([]);
  });
});
