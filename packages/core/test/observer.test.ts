import { startSimulator } from "@pointsman/simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Change } from "../src/observer/types.ts";
import { change, controllerFor, quietHouse, simulator, until } from "./support/house.ts";

/** The types of all changes up to the first of this type. */
async function typesUntil(reading: AsyncIterator<Change, undefined>, last: Change["type"]): Promise<string[]> {
  const seen: string[] = [];
  await until(reading, ({ type }) => {
    seen.push(type);
    return type === last;
  });
  return seen;
}

const actor = { outlet: "app", id: "test" } as const;
const minute = 60_000;

describe("interest", () => {
  test("without it nothing is asked, and each part asks only for itself", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    expect(core.record.requests).toEqual([]);
    const reading = observer.watch({ parts: ["settings"], everyMs: minute });
    expect(core.record.requests).toEqual([]);
    await change(reading, "mode-changed");
    expect(core.record.requests.map(({ path }) => path)).toEqual(["/proxies/DIRECT", "/configs"]);
  });

  test("of a reader who comes late is served from what is known", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    await change(observer.watch({ parts: ["groups"], everyMs: minute }), "groups-changed");
    const count = core.record.requests.length;
    const late = observer.watch({ parts: ["groups"], everyMs: minute })[Symbol.asyncIterator]();
    expect(observer.snapshot.groups.map(({ name }) => name)).toEqual(["Proxy", "Auto", "GLOBAL"]);
    expect(core.record.requests).toHaveLength(count);
    await late.return();
  });

  test("ends with its reader: streams close, polls stop", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    for await (const one of observer.watch({ parts: ["connections", "traffic"], everyMs: 1000 })) {
      if (one.type === "connections-changed") break;
    }
    await expect.poll(() => core.faults.openStreams(), { timeout: 8000 }).toBe(0);
  });
});

describe("changes", () => {
  test("of the house are told: a choice, a death, a life", async () => {
    const core = await simulator();
    const controller = controllerFor(core);
    const reading = controller.observer.watch({ parts: ["groups", "nodes"], everyMs: 500 });
    await change(reading, "groups-changed");
    core.world.select(core.world.group("Proxy")!, "JP 01");
    expect(await change(reading, "group-selected")).toEqual({
      type: "group-selected",
      group: "Proxy",
      was: "HK 01",
      now: "JP 01",
    });
    const test = { proxy: "HK 01", url: "http://origin.test/204", timeout: 300 };
    await controller.client.proxies.delay(test);
    // No waiting for the change: the core's own first test may have found the same delay before.
    const { nodes } = await controller.observer.refresh(["nodes"]);
    expect(nodes.get("HK 01")?.delays.get(test.url)).toEqual(expect.any(Number));
    core.world.fates.kill("HK 01");
    await expect(controller.client.proxies.delay(test)).rejects.toMatchObject({ code: "rejected" });
    expect(await change(reading, "node-died")).toEqual({ type: "node-died", node: "HK 01" });
    core.world.fates.revive("HK 01");
    await controller.client.proxies.delay(test);
    expect(await change(reading, "node-revived")).toMatchObject({ node: "HK 01", delay: expect.any(Number) });
  });

  test("made through an operation are told at once, however patient the reader", async () => {
    const core = await simulator();
    const controller = controllerFor(core);
    const reading = controller.observer.watch({ parts: ["groups", "settings"], everyMs: minute });
    await change(reading, "groups-changed");
    await controller.run("select-node", { group: "Proxy", node: "JP 01" }, { actor });
    expect(await change(reading, "group-selected")).toMatchObject({ group: "Proxy", now: "JP 01" });
    await controller.run("set-mode", { mode: "global" }, { actor });
    expect(await change(reading, "mode-changed")).toMatchObject({ was: "rule", now: "global" });
    await controller.run("select-node", { group: "Auto", node: "JP 01" }, { actor });
    expect(await change(reading, "pin-changed")).toEqual({ type: "pin-changed", group: "Auto", was: "", now: "JP 01" });
  });

  test("by a subscription that renames its nodes are told as pairs", async () => {
    const core = await startSimulator({ scenario: "home", life: false });
    onTestFinished(() => core.stop());
    const controller = controllerFor(core);
    const reading = controller.observer.watch({ parts: ["nodes", "providers"], everyMs: minute });
    const renamed = change(reading, "nodes-renamed");
    await controller.observer.refresh(["nodes", "providers"]);
    await controller.run("update-provider", { provider: "nimbus" }, { actor });
    const { provider, pairs } = await renamed;
    expect(provider).toBe("nimbus");
    expect(pairs.length).toBeGreaterThan(5);
    for (const { was, now } of pairs) expect(was).not.toBe(now);
  });

  test("of measurements come from the streams", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    await observer.refresh(["connections", "traffic"]);
    expect(observer.snapshot.connections).toMatchObject({ count: 0 });
    expect(observer.snapshot.traffic).toMatchObject({ up: 0, down: 0, uploadTotal: 0 });
  });
});

describe("a core that", () => {
  test("restarts is told as such, once, and the picture is read anew", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    const reading = observer.watch({ parts: ["groups", "traffic"], everyMs: minute });
    await change(reading, "traffic-changed");
    const count = core.record.filter({ path: "/proxies" }).length;
    await core.restart();
    expect(await change(reading, "core-restarted")).toMatchObject({ version: expect.any(String) });
    await expect.poll(() => core.record.filter({ path: "/proxies" }).length).toBeGreaterThan(count);
    core.world.select(core.world.group("Proxy")!, "JP 01");
    await observer.refresh(["groups"]);
    expect(await typesUntil(reading, "group-selected")).not.toContain("core-restarted");
  });

  test("reads its config again has not restarted, but its providers are listed anew", async () => {
    const core = await simulator();
    const { client, observer } = controllerFor(core);
    const reading = observer.watch({ parts: ["groups", "providers"], everyMs: 500 });
    await observer.refresh(["groups", "providers"]);
    const payload = quietHouse.replace('["HK 01", "JP 01", DIRECT]', '["JP 01", DIRECT]');
    await client.configs.replace({ body: { payload } });
    expect(await typesUntil(reading, "selection-lost")).not.toContain("core-restarted");
    const { groups } = observer.snapshot;
    expect(groups.find(({ name }) => name === "Proxy")).toMatchObject({ now: "JP 01", all: ["JP 01", "DIRECT"] });
    await expect.poll(() => core.record.filter({ path: "/providers/proxies" })).toHaveLength(2);
  });

  test("goes away is lost after some tries, and back at once", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    const reading = observer.watch({ parts: ["settings"], everyMs: 500 });
    await change(reading, "mode-changed");
    core.faults.set("/", { kind: "drop" });
    expect(await change(reading, "core-lost")).toMatchObject({ error: { code: "unreachable", controller: "home" } });
    expect(observer.snapshot).toMatchObject({ reachability: "unreachable", mode: "rule" });
    core.faults.clear();
    await change(reading, "core-back");
    expect(observer.snapshot.reachability).toBe("reachable");
    expect(observer.snapshot.error).toBeUndefined();
  });

  test("goes away is lost also where a part has nothing to ask for, however often", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    // This house has no provider: that poll must not pass for an answer of the core.
    const reading = observer.watch({ parts: ["groups", "providers", "traffic"], everyMs: 200 });
    await change(reading, "traffic-changed");
    await core.stop();
    expect(await change(reading, "core-lost")).toMatchObject({ error: { code: "unreachable" } });
  });

  test("refuses the secret is told apart from one that is gone", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core, { secret: "wrong" });
    const reading = observer.watch({ parts: ["traffic", "groups"], everyMs: 500 });
    expect(await change(reading, "core-lost")).toMatchObject({ error: { code: "unauthorized" } });
    expect(observer.snapshot.reachability).toBe("unauthorized");
    await expect(observer.refresh(["groups"])).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("is a web page instead is no core", async () => {
    const core = await simulator();
    core.faults.set("/", { kind: "answer" });
    const { observer } = controllerFor(core);
    await expect(observer.refresh(["groups"])).rejects.toMatchObject({ code: "unexpected-response" });
    expect(observer.snapshot.reachability).toBe("unreachable");
  });
});

describe("a refresh", () => {
  test("that one caller aborts goes on for the others", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    await observer.refresh(["settings"]);
    core.faults.set("/configs", { kind: "slow", ms: 100 });
    const abort = new AbortController();
    const mine = observer.refresh(["settings"], { signal: abort.signal });
    const yours = observer.refresh(["settings"]);
    abort.abort();
    await expect(mine).rejects.toMatchObject({ code: "aborted" });
    await expect(yours).resolves.toMatchObject({ mode: "rule" });
  });

  test("of several callers at once is one reading", async () => {
    const core = await simulator();
    const { observer } = controllerFor(core);
    await Promise.all(Array.from({ length: 10 }, () => observer.refresh(["groups", "nodes"])));
    expect(core.record.filter({ path: "/proxies" }).length).toBeLessThanOrEqual(2);
  });

  test("in a core that hangs ends with the controller", async () => {
    const core = await simulator();
    const controller = controllerFor(core);
    await controller.observer.refresh(["settings"]);
    core.faults.set("/", { kind: "hang" });
    const pending = controller.observer.refresh(["settings", "groups"]).catch((error: unknown) => error);
    const watching = controller.observer.watch({ parts: ["rules"], everyMs: 500 }).next();
    await core.record.expect({ path: "/proxies" });
    await controller.close();
    expect(await pending).toMatchObject({ code: "aborted" });
    expect((await watching).done).toBe(true);
  });
});
