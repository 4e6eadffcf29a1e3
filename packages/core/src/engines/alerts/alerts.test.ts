import { describe, expect, test } from "vitest";
import { alertsHouse, paintedController } from "../../../test/support/alerts-house.ts";
import { groupView, nodeView } from "../../../test/support/views.ts";
import { ControllerError } from "../../client/errors.ts";
import type { NodeView, Snapshot } from "../../observer/types.ts";
import { DEFAULT_TEST_URL } from "../delay/delay-engine.ts";
import { defaultAlertsSettings } from "./config.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const node = (name: string, delay: number | null): NodeView =>
  nodeView(name, { delays: new Map([[DEFAULT_TEST_URL, delay]]) });
const nodes = (delays: Readonly<Record<string, number | null>>): Pick<Snapshot, "nodes"> => ({
  nodes: new Map(Object.entries(delays).map(([name, delay]) => [name, node(name, delay)])),
});
const home: Partial<Snapshot> = {
  reachability: "reachable",
  groups: [groupView()],
  mode: "rule",
  ...nodes({ a: 20, b: 30 }),
};
const lost: Partial<Snapshot> = { reachability: "unreachable", error: new ControllerError("unreachable", "Gone.") };

/** An engine that follows one healthy core and is past its first moments. */
async function settled(...args: Parameters<typeof alertsHouse>) {
  const house = alertsHouse(...args);
  const core = paintedController();
  house.alerts.follow(core);
  await house.clock.advance(0);
  core.paint(home);
  await house.clock.advance(31 * second);
  return { ...house, core };
}

describe("the first moments", () => {
  test("a healthy house is no news, however much is seen for the first time", async () => {
    const { told, clock, core } = await settled();
    core.paint({
      settings: { mode: "rule", "log-level": "info", port: 0 } as unknown as NonNullable<Snapshot["settings"]>,
    });
    await clock.advance(hour);
    expect(told()).toEqual([]);
  });

  test("what is bad from the start is told after them, together where it is much", async () => {
    const house = alertsHouse();
    const core = paintedController();
    house.alerts.follow(core);
    await house.clock.advance(0);
    const names = ["a", "b", "c", "d", "e", "f"];
    const all = [...names, "ok"];
    core.paint({
      reachability: "reachable",
      groups: names.map((now) => groupView({ name: `G${now}`, now, all })),
      nodes: new Map(all.map((name) => [name, node(name, name === "ok" ? 9 : null)])),
    });
    await house.clock.advance(29 * second);
    expect(house.told()).toEqual([]);
    await house.clock.advance(second);
    expect(house.told()).toEqual(["digest many", ...names.map((name) => `- raised home/node-dead/${name}`)]);
  });

  test("a core that was never there is told once they are over", async () => {
    const house = alertsHouse();
    const core = paintedController();
    core.paint(lost);
    house.alerts.follow(core);
    await house.clock.advance(30 * second);
    expect(house.told()).toEqual(["raised home/core-lost"]);
  });
});

test("an outage is two messages, the second with its length", async () => {
  const { told, clock, core, events } = await settled();
  core.paint(lost);
  await clock.advance(0);
  const since = clock.now();
  await clock.advance(4 * minute);
  core.paint({ reachability: "reachable" }, { type: "core-restarted", version: "v1" });
  await clock.advance(0);
  await clock.advance(minute);
  expect(told()).toEqual(["raised home/core-lost", "recovered home/core-lost"]);
  expect(events[1]).toMatchObject({ alert: { since, until: since + 4 * minute } });
});

test("while the core is gone, nothing is said of its nodes", async () => {
  const { told, clock, core } = await settled();
  core.paint(nodes({ a: null, b: 30 }));
  await clock.advance(10 * second);
  core.paint(lost);
  await clock.advance(minute);
  core.paint(nodes({ a: null, b: null }));
  await clock.advance(minute);
  expect(told()).toEqual(["raised home/core-lost"]);
  core.paint({ reachability: "reachable", ...nodes({ a: null, b: 30 }) });
  await clock.advance(minute);
  expect(told().slice(1)).toEqual(["recovered home/core-lost", "raised home/node-dead/a"]);
});

describe("the engine's own tests", () => {
  test("are of the nodes in use, every five minutes, and none while the core is gone", async () => {
    const { clock, core } = await settled();
    await clock.advance(4 * minute + 29 * second);
    expect(core.tested).toEqual([[{ node: "a", url: DEFAULT_TEST_URL }]]);
    await clock.advance(5 * minute);
    expect(core.tested).toHaveLength(2);
    core.paint(lost);
    await clock.advance(hour);
    expect(core.tested).toHaveLength(2);
  });

  test("are not made where they are off", async () => {
    const { clock, core } = await settled({ settings: { ...defaultAlertsSettings, "test-current": "off" } });
    core.paint(nodes({ a: null, b: null }));
    await clock.advance(hour);
    expect(core.tested).toEqual([]);
  });

  test("give a node that failed once a second chance before it is told", async () => {
    const { clock, core, told } = await settled();
    core.onTest = () => core.paint(nodes({ a: 25, b: 30 }));
    core.paint(nodes({ a: null, b: 30 }));
    await clock.advance(minute);
    expect(core.tested).toEqual([[{ node: "a", url: DEFAULT_TEST_URL }]]);
    expect(told()).toEqual([]);
    core.onTest = () => {};
    core.paint(nodes({ a: null, b: 30 }));
    await clock.advance(minute);
    expect(told()).toEqual(["raised home/node-dead/a"]);
    core.paint(nodes({ a: null, b: null }));
    await clock.advance(minute);
    expect(told().slice(1)).toEqual(["recovered home/node-dead/a", "raised home/group-dead/Proxy"]);
  });

  test("find a node that is slow three times in a row", async () => {
    const { clock, core, told, events } = await settled();
    core.paint(nodes({ a: 1600, b: 30 }));
    await clock.advance(14 * minute);
    expect(told()).toEqual([]);
    await clock.advance(minute);
    expect(told()).toEqual(["raised home/latency-high/Proxy"]);
    expect(events[0]).toMatchObject({ alert: { data: { node: "a", delay: 1600, above: 1500, checks: 3 } } });
  });
});

test("a burst of errors in the log is one alert with its count, and a failed provider one of its own", async () => {
  const { clock, core, told, alerts } = await settled();
  for (let line = 0; line < 60; line += 1) core.log(`dial tcp 10.0.0.${line}:443: i/o timeout`);
  core.log('[Provider] sub pull error: Get "https://sub.example/t0ken": EOF');
  await clock.advance(30 * second);
  expect(told()).toEqual([
    expect.stringMatching(/^raised home\/log-errors\/[\da-f]{12}$/) as string,
    "raised home/provider-failed/sub",
  ]);
  expect(alerts.list().find(({ kind }) => kind === "log-errors")).toMatchObject({ count: 60, data: { lines: 60 } });
  expect(JSON.stringify(alerts.list())).not.toContain("t0ken");
  await clock.advance(6 * minute);
  expect(told().at(-1)).toMatch(/^recovered home\/log-errors/);
});

test("a mode that somebody else changed is told; what was changed through us is not", async () => {
  const { clock, core, told, alerts } = await settled();
  core.paint({
    settings: { mode: "rule", "log-level": "info", port: 0 } as unknown as NonNullable<Snapshot["settings"]>,
  });
  core.paint({
    settings: { mode: "global", "log-level": "info", port: 0 } as unknown as NonNullable<Snapshot["settings"]>,
  });
  alerts.operation({ at: new Date(clock.now()).toISOString(), controller: "home", operation: "set-mode", tookMs: 20 });
  await clock.advance(minute);
  expect(told()).toEqual([]);
  core.paint({
    settings: { mode: "direct", "log-level": "info", port: 0 } as unknown as NonNullable<Snapshot["settings"]>,
  });
  await clock.advance(minute);
  expect(told()).toEqual(["raised home/mode-changed"]);
});

test("in quiet hours what can wait comes in the morning, over a restart too", async () => {
  const settings = { ...defaultAlertsSettings, "quiet-hours": "23:00-07:00" };
  const night = Date.UTC(2026, 10, 27, 23, 30);
  const first = await settled({ settings }, undefined, night);
  first.core.paint(nodes({ a: null, b: 30 }));
  await first.clock.advance(minute);
  first.core.paint(lost);
  await first.clock.advance(minute);
  expect(first.told()).toEqual(["raised home/core-lost"]);
  first.alerts.close();
  const second = alertsHouse({ settings }, first.saves.at(-1), Date.UTC(2026, 10, 28, 6, 59));
  await second.clock.advance(59 * 1000);
  expect(second.told()).toEqual([]);
  await second.clock.advance(minute);
  expect(second.told()).toEqual(["digest quiet-hours", "- raised home/node-dead/a"]);
});

test("after a restart old news is not told again, its mutes hold, and its end is", async () => {
  const first = await settled();
  first.core.paint(nodes({ a: null, b: 30 }));
  first.alerts.ledgerTrouble("The disk is full.");
  await first.clock.advance(minute);
  first.alerts.mute("home", 120);
  expect(first.told()).toEqual(["raised ledger-trouble", "raised home/node-dead/a"]);
  first.alerts.close();

  const second = alertsHouse({}, first.saves.at(-1), first.clock.now() + hour);
  const core = paintedController();
  second.alerts.follow(core);
  await second.clock.advance(0);
  core.paint({ ...home, ...nodes({ a: null, b: 30 }) });
  await second.clock.advance(10 * minute);
  expect(second.told()).toEqual([]);
  expect(second.alerts.list().map(({ key }) => key)).toEqual(["home/node-dead/a", "ledger-trouble"]);
  second.alerts.ledgerTrouble(undefined);
  core.paint(nodes({ a: 20, b: 30 }));
  await second.clock.advance(minute);
  expect(second.told()).toEqual(["recovered ledger-trouble"]);
  await second.clock.advance(hour);
  expect(second.told()).toEqual(["recovered ledger-trouble", "recovered home/node-dead/a"]);
});

test("devices, quotas and following are told from what other engines report", async () => {
  const { alerts, clock, told } = await settled();
  alerts.devices("home", [{ device: "tv", bytes: 0 }], 60);
  await clock.advance(25 * hour);
  alerts.devices(
    "home",
    [
      { device: "tv", bytes: 25e9 },
      { device: "phone", name: "Phone", bytes: 1 },
    ],
    60,
  );
  alerts.quotas("home", [{ quota: "kids", device: "tv", used: 19e9, limit: 20e9, resetsAt: 9, runsOutAt: 8 }]);
  const renamed = [{ was: "a", now: "b" }];
  const providers = [{ provider: "A", same: 1, renamed, gone: [], added: [] }];
  alerts.report({ type: "nodes-updated", controller: "home", providers, choices: [] });
  await clock.advance(0);
  expect(told()).toEqual([
    "raised home/new-device/phone",
    "raised home/device-spike/tv",
    "raised home/device-quota/kids",
    "raised home/device-quota-runs-out/kids",
    "raised home/selection-followed",
  ]);
});

test("what the core asks for itself, and what nobody is known to have asked for, is no new device and no spike", async () => {
  const { alerts, clock, told } = await settled();
  alerts.devices("home", [], 60);
  await clock.advance(25 * hour);
  alerts.devices(
    "home",
    [
      { device: "Inner", bytes: 25e9 },
      { device: "", bytes: 25e9 },
    ],
    60,
  );
  await clock.advance(0);
  expect(told()).toEqual([]);
});

test("everything stops with it: no timer, no reading, no test", async () => {
  const { alerts, clock, core, saves, events } = await settled();
  core.paint(nodes({ a: null, b: 30 }));
  await clock.advance(0);
  alerts.close();
  alerts.close();
  const saved = saves.length;
  core.paint(lost);
  core.log("[Provider] sub pull error: EOF");
  alerts.ledgerTrouble("late");
  await clock.advance(hour);
  expect(clock.waiting).toBe(0);
  expect(core.tested).toEqual([]);
  expect(events).toEqual([]);
  expect(saves).toHaveLength(saved);
});

test("a controller is followed once, until it is left", async () => {
  const { alerts, clock, told } = await settled();
  const cabin = paintedController("cabin");
  const leave = alerts.follow(cabin);
  expect(() => alerts.follow(paintedController("cabin"))).toThrow(TypeError);
  leave();
  await clock.advance(0);
  cabin.paint(lost);
  await clock.advance(minute);
  expect(told()).toEqual([]);
  alerts.follow(cabin);
  await clock.advance(minute);
  expect(told()).toEqual(["raised cabin/core-lost"]);
});
