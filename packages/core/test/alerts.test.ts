import { type Simulator, startSimulator } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import { type Alerts, type AlertsState, openAlerts } from "../src/engines/alerts/index.ts";
import type { AlertEvent, SingleEvent } from "../src/engines/alerts/model/types.ts";
import { defaultAlertsSettings } from "../src/engines/alerts/index.ts";
import { change, controllerFor, quietHouse, simulator } from "./support/house.ts";

/** The engine's time runs faster than the core's, so that what holds for a minute is seen in seconds. */
const speed = 10;
const startedAt = Date.now();
const now = (): number => startedAt + (Date.now() - startedAt) * speed;
const timers = {
  every(ms: number, work: () => void) {
    const timer = setInterval(work, ms / speed);
    return () => clearInterval(timer);
  },
  after(ms: number, work: () => void) {
    const timer = setTimeout(work, ms / speed);
    return () => clearTimeout(timer);
  },
};

function watch(core: Pick<Simulator, "url" | "secret">, saved?: AlertsState) {
  const saves: AlertsState[] = [];
  const alerts: Alerts = openAlerts({
    settings: { ...defaultAlertsSettings, "test-current": "1m" },
    store: { load: () => saved, save: (state) => saves.push(JSON.parse(JSON.stringify(state)) as AlertsState) },
    timeZone: "UTC",
    graceMs: 0,
    now,
    timers,
  });
  onTestFinished(() => alerts.close());
  const controller = controllerFor(core, {
    engines: { alerts },
    audit: (record) =>
      alerts.operation({ ...record, at: new Date(now()).toISOString(), tookMs: record.tookMs * speed }),
  });
  alerts.follow(controller);
  const events: SingleEvent[] = [];
  const take = (event: AlertEvent): void => {
    events.push(...(event.type === "digest" ? event.events : [event]));
  };
  void (async () => {
    for await (const event of alerts.events()) take(event);
  })();
  const told = (): string[] => events.map(({ type, alert }) => `${type} ${alert.key}`);
  const ready = (): Promise<void> =>
    expect.poll(() => controller.observer.snapshot.groups.length, { timeout: 20_000 }).toBeGreaterThan(0);
  return { alerts, controller, events, told, saves, ready };
}

test("a core that is killed and comes back is two messages, the second with the outage's length", async () => {
  const core = await startSimulator({ config: quietHouse, secret: "s3cret" });
  const { events, told, ready } = watch(core);
  await ready();
  const killedAt = now();
  await core.stop();
  await expect.poll(told, { timeout: 30_000 }).toEqual(["raised home/core-lost"]);
  const backAt = now();
  await simulator({ port: core.port });
  await expect.poll(told, { timeout: 30_000 }).toEqual(["raised home/core-lost", "recovered home/core-lost"]);
  const { since, until = 0 } = events[1]?.alert ?? { since: 0 };
  expect(since).toBeGreaterThanOrEqual(killedAt);
  expect(until).toBeGreaterThanOrEqual(backAt);
  expect(until).toBeLessThanOrEqual(now());
  // The restart that ended it is told with it, not after it.
  await expect.poll(() => now() - until, { timeout: 30_000 }).toBeGreaterThan(20_000);
  expect(told()).toHaveLength(2);
});

test("200 restarts, one right after the other, are one outage", { timeout: 180_000 }, async () => {
  const core = await simulator();
  const { told, ready } = watch(core);
  await ready();
  for (let restart = 0; restart < 200; restart += 1) await core.restart();
  await expect.poll(told, { timeout: 60_000 }).toEqual(["raised home/core-lost", "recovered home/core-lost"]);
});

test("restarts that are noticed one by one are five messages and one that says so", { timeout: 180_000 }, async () => {
  const core = await simulator();
  const { controller, events, ready } = watch(core);
  await ready();
  const reading = controller.observer.watch({ parts: ["reachability", "traffic"], everyMs: 60_000 });
  const noticed = reading[Symbol.asyncIterator]();
  const restarts = () => events.filter(({ alert }) => alert.kind === "core-restarted");
  const restart = async (): Promise<void> => {
    await core.restart();
    await change(noticed, "core-restarted");
  };
  // On a busy machine one takes so long that it counts as an outage, ten times as long for the engine.
  while (restarts().length < 6) await restart();
  for (let after = 0; after < 6; after += 1) await restart();
  await reading.return();
  await expect.poll(() => restarts().length, { timeout: 30_000 }).toBe(6);
  expect(restarts().map(({ alert }) => alert.flapping)).toEqual([false, false, false, false, false, true]);
});

test("a subscription near its end is told once, and not again after a restart of the engine", async () => {
  const expires = Math.floor(now() / 1000) + 2 * 86_400;
  const config = `
proxy-providers:
  nimbus: { type: http, url: "http://nimbus.test/sub", path: ./nimbus.yaml, interval: 0 }
proxy-groups:
  - { name: Proxy, type: select, use: [nimbus] }
rules: ["MATCH,Proxy"]
x-simulate:
  subscriptions:
    nimbus:
      - userinfo: { upload: 1000, download: 91000, total: 100000, expire: ${expires} }
        proxies:
          - { name: "HK 01", type: socks5, server: hk.test, port: 1080 }
          - { name: "JP 01", type: socks5, server: jp.test, port: 1080 }
`;
  const core = await simulator({ config });
  const first = watch(core);
  await first.ready();
  await expect
    .poll(() => first.told().toSorted(), { timeout: 30_000 })
    .toEqual(["raised home/provider-expires/nimbus", "raised home/provider-used/nimbus"]);
  const told = Object.fromEntries(first.events.map(({ alert }) => [alert.kind, alert.data]));
  expect(told["provider-expires"]).toEqual({ provider: "nimbus", step: 3, expiresAt: expires * 1000 });
  const info = [...core.world.house.providers.values()].find(({ name }) => name === "nimbus")?.info();
  expect(told["provider-used"]).toEqual({
    provider: "nimbus",
    step: 90,
    used: Number(info?.Upload) + Number(info?.Download),
    total: Number(info?.Total),
  });
  first.alerts.close();

  const second = watch(core, first.saves.at(-1));
  await second.ready();
  const from = now();
  await expect.poll(() => now() - from, { timeout: 60_000 }).toBeGreaterThan(130_000);
  expect(second.told()).toEqual([]);
  expect(
    second.alerts
      .list()
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(["provider-expires", "provider-used"]);
});

test("a node in use that dies is found by the engine's own test, told once, and closed when it answers", async () => {
  const core = await simulator();
  const { controller, told, ready } = watch(core);
  await ready();
  core.world.fates.set("HK 01", { fail: "error" });
  await expect.poll(told, { timeout: 40_000 }).toEqual(["raised home/node-dead/HK 01"]);
  expect(core.record.filter(({ path }) => /^\/proxies\/HK(%20| )01\/delay/.test(path)).length).toBeGreaterThan(1);
  core.world.fates.set("HK 01", { delay: 40 });
  await expect
    .poll(told, { timeout: 40_000 })
    .toEqual(["raised home/node-dead/HK 01", "recovered home/node-dead/HK 01"]);
  expect(controller.observer.snapshot.reachability).toBe("reachable");
});

test("a mode that was changed through us is no news; one that somebody else changed is", async () => {
  const core = await simulator();
  const { controller, events, told, ready } = watch(core);
  await ready();
  await controller.run("set-mode", { mode: "global" }, { actor: { outlet: "app", id: "test" } });
  const from = now();
  await expect.poll(() => now() - from, { timeout: 30_000 }).toBeGreaterThan(30_000);
  expect(told()).toEqual([]);
  core.world.settings = { ...core.world.settings, mode: "direct" };
  await controller.observer.refresh(["settings"]);
  await expect.poll(told, { timeout: 30_000 }).toEqual(["raised home/mode-changed"]);
  expect(events[0]?.alert.data).toEqual({ was: "global", now: core.world.settings["mode"] });
});
