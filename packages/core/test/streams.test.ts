import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { isFrame, simulator, streamsFor, until } from "./support/house.ts";

describe("a stream", () => {
  test("opens with its first reader, and a break closes the socket at the core", async () => {
    const core = await simulator();
    const { traffic } = streamsFor(core);
    expect(core.record.requests).toEqual([]);
    for await (const event of traffic.subscribe()) {
      expect(event).toMatchObject({ kind: "frame", frame: { up: 0, down: 0 } });
      expect(core.faults.openStreams("/traffic")).toBe(1);
      break;
    }
    await expect.poll(() => core.faults.openStreams()).toBe(0);
  });

  test.each(["abort", "return", "dispose"] as const)("that is silent ends at once by %s", async (way) => {
    const core = await simulator();
    const abort = new AbortController();
    const subscription = streamsFor(core).logs("error").subscribe({ signal: abort.signal });
    const pending = subscription.next();
    await expect.poll(() => core.faults.openStreams("/logs")).toBe(1);
    if (way === "abort") abort.abort();
    else if (way === "return") await subscription.return();
    else await subscription[Symbol.asyncDispose]();
    expect((await pending).done).toBe(true);
    await expect.poll(() => core.faults.openStreams()).toBe(0);
  });

  test("delivers log lines of its level", async () => {
    const core = await simulator();
    const logs = streamsFor(core).logs("warning").subscribe();
    const first = logs.next();
    await expect.poll(() => core.faults.openStreams("/logs")).toBe(1);
    core.world.log("info", "not this one");
    core.world.log("error", "dial failed");
    expect((await first).value).toEqual({ kind: "frame", frame: { type: "error", payload: "dial failed" } });
  });

  test("of memory never shows the zero that the core begins with", async () => {
    const core = await simulator();
    const event = await streamsFor(core).memory.subscribe().next();
    expect(event.value).toMatchObject({ kind: "frame", frame: { inuse: expect.toSatisfy((bytes) => bytes > 0) } });
  });

  test("leaves nothing behind after 200 readings with one signal", async () => {
    const core = await simulator();
    const { connections } = streamsFor(core, { graceMs: 3000 });
    const { signal } = new AbortController();
    const stream = connections(1000);
    for (let round = 0; round < 200; round += 1) {
      for await (const event of stream.subscribe({ signal })) {
        expect(event.kind).toBe("frame");
        break;
      }
    }
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(core.record.filter({ path: "/connections" })).toHaveLength(1);
  });
});

describe("in bad weather a stream", () => {
  test("that is cut comes back, with the gap told", async () => {
    const core = await simulator();
    const reading = streamsFor(core).traffic.subscribe({ buffer: { keep: "last", max: 100 } });
    await until(reading, isFrame);
    core.faults.cutStreams("/traffic");
    expect((await reading.next()).value).toMatchObject({ kind: "gap", ms: expect.any(Number) });
    expect((await reading.next()).value).toMatchObject({ kind: "frame" });
  });

  test("survives a restart of the core", async () => {
    const core = await simulator();
    const reading = streamsFor(core).traffic.subscribe({ buffer: { keep: "last", max: 100 } });
    await until(reading, isFrame);
    await core.restart();
    expect(await until(reading, ({ kind }) => kind === "gap")).toMatchObject({ ms: expect.any(Number) });
    expect(await until(reading, isFrame)).toMatchObject({ frame: { upTotal: 0 } });
  });

  test("that falls silent is stalled first, then opened anew", async () => {
    const core = await simulator();
    const { traffic } = streamsFor(core, { stallAfterMs: 1300 });
    const health = traffic.watchHealth();
    const leave = traffic.onEvent(() => {});
    await until(health, ({ state }) => state === "live");
    core.faults.set("/traffic", { kind: "half-open" });
    await until(health, ({ state }) => state === "stalled");
    expect(await until(health, ({ state }) => state === "reconnecting")).toMatchObject({ error: { code: "timeout" } });
    core.faults.clear();
    await until(traffic.subscribe(), isFrame);
    expect(traffic.health.state).toBe("live");
    leave();
  });

  test("whose secret is refused says so to every reader, and tries again when asked", async () => {
    const core = await simulator();
    core.faults.set({ path: "/traffic", times: 1 }, { kind: "unauthorized" });
    const { traffic } = streamsFor(core);
    await expect(traffic.subscribe().next()).rejects.toMatchObject({ code: "unauthorized", controller: "home" });
    expect(traffic.health.state).toBe("unauthorized");
    expect((await traffic.subscribe().next()).value).toMatchObject({ kind: "frame" });
  });

  test("goes on as a chunked answer where something in between refuses the upgrade", async () => {
    const core = await simulator();
    core.faults.set({ path: "/traffic", times: 1 }, { kind: "answer", status: 400, body: "no upgrades here" });
    await until(streamsFor(core).traffic.subscribe(), isFrame);
    const upgrades = core.record.filter({ path: "/traffic" }).map(({ headers }) => headers.upgrade);
    expect(upgrades).toEqual(["websocket", undefined]);
  });

  test("of connections never does, as its plain answer is a single picture", async () => {
    const core = await simulator();
    core.faults.set({ path: "/connections", times: 2 }, { kind: "answer", status: 400, body: "no upgrades here" });
    await until(streamsFor(core).connections(1000).subscribe(), isFrame);
    const upgrades = core.record.filter({ path: "/connections" }).map(({ headers }) => headers.upgrade);
    expect(upgrades).toEqual(["websocket", "websocket", "websocket"]);
  });
});

describe("connections", () => {
  test("of readers with different paces come over one socket", async () => {
    const core = await simulator();
    const { connections } = streamsFor(core);
    const slow = connections(10_000).subscribe({ buffer: { keep: "last", max: 10 } });
    await until(slow, isFrame);
    const fast = connections(1000).subscribe({ buffer: { keep: "last", max: 10 } });
    await until(fast, isFrame);
    await until(fast, isFrame);
    await expect.poll(() => core.faults.openStreams("/connections")).toBe(1);
    const paths = core.record.filter({ path: "/connections" }).map(({ path }) => path);
    expect(paths).toEqual(["/connections?interval=10000", "/connections?interval=1000"]);
    await fast.return();
    await slow.return();
    await expect.poll(() => core.faults.openStreams()).toBe(0);
  });
});
