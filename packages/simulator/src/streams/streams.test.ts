import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createManualClock, type ManualClock } from "../clock.ts";
import { type Simulator, startSimulator } from "../start.ts";
import type { ProfileName } from "../world/profile.ts";

let simulator: Simulator;
let clock: ManualClock;

async function start(profile: ProfileName = "current"): Promise<void> {
  clock = createManualClock();
  simulator = await startSimulator({ config: "rules: ['MATCH,DIRECT']\n", clock, profile });
}

beforeEach(() => start());
afterEach(() => simulator.stop());

/** Opens a stream and collects its documents. */
async function open(path: string): Promise<{ socket: WebSocket; next: () => Promise<unknown> }> {
  const socket = new WebSocket(`${simulator.url.replace("http", "ws")}${path}`);
  const queue: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const value: unknown = JSON.parse(data.toString());
    const resolve = waiting.shift();
    if (resolve === undefined) queue.push(value);
    else resolve(value);
  });
  await once(socket, "open");
  const next = () =>
    queue.length > 0 ? Promise.resolve(queue.shift()) : new Promise((resolve) => waiting.push(resolve));
  return { socket, next };
}

describe("/traffic", () => {
  it("says nothing in its first second, and has no totals in the old core", async () => {
    await simulator.stop();
    await start("old");
    const { socket, next } = await open("/traffic");
    simulator.world.traffic.open({ host: "a.test" })?.transfer(1, 2);
    await clock.advance(999);
    const first = next();
    await clock.advance(1);
    expect(await first).toEqual({ up: 1, down: 2 });
    socket.terminate();
  });
});

describe("/memory", () => {
  it("starts with 0, and alone refreshes the figure of /connections", async () => {
    const { socket, next } = await open("/memory");
    expect(simulator.world.memory).toBe(0);
    await clock.advance(2000);
    expect(await next()).toEqual({ inuse: 0, oslimit: 0 });
    expect(await next()).toEqual({ inuse: simulator.world.memory, oslimit: 0 });
    const { memory } = (await (await fetch(`${simulator.url}/connections`)).json()) as { memory: number };
    expect(memory).toBeGreaterThan(1_000_000);
    socket.terminate();
  });
});

describe("/logs", () => {
  it("filters by level, and writes warn in the structured form", async () => {
    const plain = await open("/logs?level=warning");
    const structured = await open("/logs?level=warning&format=structured");
    for (const level of ["debug", "info", "warning"] as const) simulator.world.log(level, level);
    expect(await plain.next()).toEqual({ type: "warning", payload: "warning" });
    const time: unknown = expect.stringMatching(/^\d\d:\d\d:\d\d$/);
    expect(await structured.next()).toEqual({ time, level: "warn", message: "warning", fields: [] });
    for (const { socket } of [plain, structured]) socket.terminate();
  });

  it("withholds its headers until the first line", async () => {
    let answered = false;
    const controller = new AbortController();
    const answer = fetch(`${simulator.url}/logs`, { signal: controller.signal }).then((response) => {
      answered = true;
      return response;
    });
    await simulator.record.expect({ path: "/logs" });
    await fetch(`${simulator.url}/version`);
    expect(answered).toBe(false);
    simulator.world.log("info", "now");
    expect((await answer).headers.get("content-type")).toBe("application/json");
    controller.abort();
  });

  it("lets go of its subscription when the client is gone", async () => {
    const { socket } = await open("/logs");
    expect(simulator.faults.openStreams("/logs")).toBe(1);
    socket.terminate();
    await expect.poll(() => simulator.faults.openStreams("/logs")).toBe(0);
  });
});

describe("/connections", () => {
  it("sends a frame at once and then one per interval", async () => {
    const { socket, next } = await open("/connections?interval=250");
    expect(await next()).toMatchObject({ connections: null });
    simulator.world.traffic.open({ host: "a.test" });
    await clock.advance(250);
    expect(await next()).toMatchObject({ connections: [{ chains: ["DIRECT"] }] });
    socket.terminate();
  });

  it("falls silent on a bad interval: at once, or after one frame", async () => {
    const silent = await open("/connections?interval=abc");
    const once1 = await open("/connections?interval=0");
    expect(await once1.next()).toMatchObject({ connections: null });
    const later = Promise.race([silent.next(), once1.next()]).then(() => "spoke");
    await clock.advance(10_000);
    const good = await open("/connections");
    expect(await Promise.race([later, good.next().then(() => "stayed silent")])).toBe("stayed silent");
    for (const { socket } of [silent, once1, good]) socket.terminate();
  });

  it("answers neither a ping nor a goodbye", async () => {
    const { socket, next } = await open("/connections?interval=1000");
    await next();
    let ponged = false;
    socket.on("pong", () => {
      ponged = true;
    });
    socket.ping();
    await clock.advance(1000);
    await next();
    expect(ponged).toBe(false);
    socket.terminate();
  });
});
