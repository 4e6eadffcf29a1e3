import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import type { Json } from "../wire/http.ts";
import { openLineStream } from "../wire/line-stream.ts";
import type { RawSocket } from "../wire/websocket.ts";
import { failure, number, outcome } from "./shapes.ts";

/** Reference §4.2–4.5: what the four streams say. */
export function streamChecks(kind: TargetKind): void {
  describe("streams (§4.2–4.5)", () => {
    const core = useTarget(kind);
    traffic(core, kind.profile);
    memory(core);
    logs(core);
    connections(core);
  });
}

/** Opens a WebSocket, reads as many frames as asked for, and hangs up. */
async function read(core: () => Bench, path: string, count: number): Promise<Json[]> {
  const socket = await core().socket(path);
  const frames: Json[] = [];
  while (frames.length < count) frames.push(await socket.json());
  socket.destroy();
  return frames;
}

function traffic(core: () => Bench, profile: Profile): void {
  const keys = profile === "current" ? ["up", "down", "upTotal", "downTotal"] : ["up", "down"];

  it("sends what moved each second, with totals on the current core", async () => {
    const [first, second] = await read(core, "/traffic", 2);
    expect(Object.keys(first)).toEqual(keys);
    expect(first).toEqual(Object.fromEntries(keys.map((key) => [key, number])));
    expect(Object.keys(second)).toEqual(keys);
  });

  it("counts the bytes of a connection", async () => {
    const socket = await core().socket("/traffic");
    const way = await core().openTraffic("exact.test");
    let moved = 0;
    for (let frame = 0; frame < 3 && moved === 0; frame++) moved = (await socket.json()).down;
    way.close();
    socket.destroy();
    expect(moved).toBeGreaterThan(0);
  });

  it("sends the same lines over a plain GET, which answers no sooner than its first line", async () => {
    const stream = openLineStream(core(), "/traffic");
    await core().get("/version");
    expect(stream.answered).toBe(false);
    const { headers, statusCode } = await stream.response;
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "transfer-encoding": "chunked",
      vary: "Origin",
    });
    expect(Object.keys(await stream.json())).toEqual(keys);
    stream.destroy();
  });
}

function memory(core: () => Bench): void {
  it("sends 0 first and then the bytes in use", async () => {
    const [first, second] = await read(core, "/memory", 2);
    expect(first).toEqual({ inuse: 0, oslimit: 0 });
    expect(Object.keys(second)).toEqual(["inuse", "oslimit"]);
    expect(second.inuse).toBeGreaterThan(1_000_000);
    expect(second.oslimit).toBe(0);
  });

  it("has refreshed the memory in the list of connections", async () => {
    await read(core, "/memory", 2);
    expect((await core().get("/connections")).json().memory).toBeGreaterThan(1_000_000);
  });
}

/** Reads log lines until one matches; what comes between is none of the check's business. */
async function line(socket: RawSocket, pattern: RegExp): Promise<Json> {
  for (;;) {
    const event = await socket.json();
    if (pattern.test(event.payload ?? event.message)) return event;
  }
}

function logs(core: () => Bench): void {
  const listen = async (query: string): Promise<RawSocket> => {
    const socket = await core().socket(`/logs${query}`);
    expect(socket.status).toBe(101);
    return socket;
  };

  // First of all: a core goes on trying, and warning, for seconds after a node refused.
  it("answers a plain GET only when there is a line to tell", async () => {
    const stream = openLineStream(core(), "/logs?level=warning");
    for (let turn = 0; turn < 3; turn++) await core().get("/version");
    const way = await core().openTraffic("exact.test");
    way.close();
    expect(stream.answered).toBe(false);
    const refused = await core().tryTraffic("failing.test");
    expect((await stream.response).statusCode).toBe(200);
    refused.close();
    expect((await stream.json()).type).toBe("warning");
    stream.destroy();
  });

  it("tells of a connection: source, target, rule and chain", async () => {
    const socket = await listen("");
    const way = await core().openTraffic("exact.test");
    const { type, payload, ...rest } = await line(socket, /exact\.test/);
    way.close();
    socket.destroy();
    expect({ type, rest }).toEqual({ type: "info", rest: {} });
    expect(payload).toMatch(
      /^\[TCP\] 127\.0\.0\.1:\d+(\([^)]*\))? --> exact\.test:\d+ match Domain\(exact\.test\) using Proxy\[fast\]$/,
    );
  });

  it("leaves out the payload of MATCH and the brackets of a single name", async () => {
    const socket = await listen("");
    const ways = [await core().openTraffic("anything.test"), await core().openTraffic("slow.test")];
    const matched = await line(socket, /anything\.test/);
    const single = await line(socket, /slow\.test/);
    for (const way of ways) way.close();
    socket.destroy();
    expect(matched.payload).toMatch(/ match Match using Proxy\[fast\]$/);
    expect(single.payload).toMatch(/ match Domain\(slow\.test\) using slow$/);
  });

  it("warns of a node that refused", async () => {
    const socket = await listen("?level=warning");
    const refused = await core().tryTraffic("failing.test");
    const { type, payload } = await line(socket, /failing\.test/);
    refused.close();
    socket.destroy();
    expect(type).toBe("warning");
    expect(payload).toMatch(
      /^\[TCP\] dial broken \(match Domain\/failing\.test\) 127\.0\.0\.1:\d+(\([^)]*\))? --> failing\.test:\d+ error: /,
    );
  });

  it("speaks structured when asked, and calls a warning warn", async () => {
    const socket = await listen("?level=warning&format=structured");
    const refused = await core().tryTraffic("failing.test");
    const event = await line(socket, /failing\.test/);
    refused.close();
    socket.destroy();
    const time: unknown = expect.stringMatching(/^\d\d:\d\d:\d\d$/);
    expect(event).toEqual({ time, level: "warn", message: event.message, fields: [] });
    expect(Object.keys(event)).toEqual(["time", "level", "message", "fields"]);
  });

  it("takes any other format for the plain one", async () => {
    const socket = await listen("?format=Structured");
    const way = await core().openTraffic("exact.test");
    expect(Object.keys(await line(socket, /exact\.test/))).toEqual(["type", "payload"]);
    way.close();
    socket.destroy();
  });

  it("filters by the level of the stream, whatever the core's own level is", async () => {
    await core().patch("/configs", { "log-level": "silent" });
    const info = await listen("?level=info");
    const warnings = await listen("?level=warning");
    const way = await core().openTraffic("exact.test");
    await line(info, /exact\.test/);
    way.close();
    const refused = await core().tryTraffic("failing.test");
    const first = await warnings.json();
    refused.close();
    for (const socket of [info, warnings]) socket.destroy();
    await core().patch("/configs", { "log-level": "info" });
    expect(first.payload).toContain("failing.test");
  });

  it.each(["warn", "INFO", "Debug", "none", "0"])("refuses the level %s before the upgrade", async (level) => {
    const socket = await core().socket(`/logs?level=${level}`);
    socket.destroy();
    expect({ status: socket.status, text: socket.body }).toEqual(failure(400, "Body invalid"));
    expect(outcome(await core().get(`/logs?level=${level}`))).toEqual(failure(400, "Body invalid"));
  });

  it("takes an empty level for info", async () => {
    const socket = await listen("?level=");
    const way = await core().openTraffic("exact.test");
    expect((await line(socket, /exact\.test/)).type).toBe("info");
    way.close();
    socket.destroy();
  });

  it("says nothing at level silent", async () => {
    const silent = await listen("?level=silent");
    const info = await listen("?level=info");
    const refused = await core().tryTraffic("failing.test");
    await line(info, /failing\.test/);
    refused.close();
    for (const socket of [silent, info]) socket.destroy();
    expect(silent.frames).toHaveLength(0);
  });
}

function connections(core: () => Bench): void {
  it("sends the first snapshot at once and further ones at the asked interval", async () => {
    const snapshots = await read(core, "/connections?interval=20", 5);
    const keys = ["downloadTotal", "uploadTotal", "connections", "memory"];
    for (const snapshot of snapshots) expect(Object.keys(snapshot)).toEqual(keys);
  });

  it.each(["", "?interval=", "?interval=100000"])("sends the first snapshot at once with %j", async (query) => {
    const stream = await core().socket("/traffic");
    const snapshots = await core().socket(`/connections${query}`);
    await snapshots.next();
    // The other stream has its first frame after a second.
    expect(stream.frames).toHaveLength(0);
    for (const socket of [stream, snapshots]) socket.destroy();
  });

  it.each(["abc", "1.5", "1s"])("upgrades and then stays silent for the interval %s", async (interval) => {
    const silent = await core().socket(`/connections?interval=${interval}`);
    expect(silent.status).toBe(101);
    await read(core, "/connections?interval=50", 6);
    expect(silent.frames).toHaveLength(0);
    silent.destroy();
  });

  it.each(["0", "-5"])("sends one snapshot and then stays silent for the interval %s", async (interval) => {
    const silent = await core().socket(`/connections?interval=${interval}`);
    await silent.next();
    await read(core, "/connections?interval=50", 6);
    // The socket stays open until the core's garbage collector happens to close it: so nothing is said about that here.
    expect(silent.frames).toHaveLength(1);
    silent.destroy();
  });

  it("ignores the interval of a plain GET", async () => {
    expect((await core().get("/connections?interval=abc")).status).toBe(200);
  });
}
