import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { proxy } from "../../test/support/views.ts";
import { ControllerError } from "../client/errors.ts";
import { createControllerStreams } from "../streams/controller-streams.ts";
import { createObserver } from "./observer.ts";
import type { Change, Part } from "./types.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const gone = new ControllerError("unreachable", "Gone.");

/** A core of a few answers; `life` is the id of its built-in. */
function setUp() {
  const transport = new FakeTransport();
  const core = { life: "1", version: "v1", isGone: false, isStarting: false };
  transport.answer = ({ target, row }) => {
    if (core.isGone) throw gone;
    const direct = proxy("DIRECT", { type: "Direct", id: core.life });
    if (target === "/proxies/DIRECT") {
      if (core.isStarting) throw new ControllerError("not-found", "Not yet.", { status: 404 });
      return direct;
    }
    const proxies = { DIRECT: direct, GLOBAL: proxy("GLOBAL", { all: ["DIRECT"], now: "DIRECT" }) };
    const answers: Record<string, unknown> = { "/proxies": { proxies }, "/version": { version: core.version } };
    const answer = answers[target] ?? { rules: [] };
    return row.kind === "query" && row.responseType === "bytes" ? Buffer.from(JSON.stringify(answer)) : answer;
  };
  const streams = createControllerStreams({ transport, name: "home", backoff: { random: () => 1 } });
  const onNewLife = vi.fn<() => void>();
  const observer = createObserver({ transport, streams, name: "home", onNewLife });
  const watch = (parts: Part[], everyMs: number): { seen: Change[]; types: () => string[]; stop: () => void } => {
    const seen: Change[] = [];
    const stop = new AbortController();
    void (async () => {
      for await (const change of observer.watch({ parts, everyMs }, { signal: stop.signal })) seen.push(change);
    })();
    return { seen, types: () => seen.splice(0).map(({ type }) => type), stop: () => stop.abort() };
  };
  const targets = (): string[] => transport.requests.splice(0).map(({ target }) => target);
  const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  return { transport, core, streams, observer, onNewLife, watch, targets, wait };
}

describe("polling", () => {
  test("asks for a part at the pace of its reader, and for nothing after", async () => {
    const { watch, targets, wait } = setUp();
    const { stop } = watch(["groups"], 10_000);
    await wait(30_000);
    expect(targets()).toEqual(["/proxies/DIRECT", "/proxies", "/proxies", "/proxies", "/proxies"]);
    stop();
    await wait(600_000);
    expect(targets()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("groups and nodes are one reading", async () => {
    const { watch, targets, wait } = setUp();
    watch(["groups"], 60_000);
    watch(["nodes"], 60_000);
    await wait(100);
    expect(targets().filter((target) => target === "/proxies")).toHaveLength(1);
  });

  test("asks for the version rarely, as a restart is noticed anyway", async () => {
    const { watch, targets, wait } = setUp();
    watch(["version"], 1000);
    await wait(59_999);
    expect(targets().filter((target) => target === "/version")).toHaveLength(1);
  });

  test("asks a small question where only the reachability matters", async () => {
    const { watch, targets, wait } = setUp();
    const { types } = watch(["reachability"], 10_000);
    await wait(10_000);
    expect(targets()).toEqual(["/proxies/DIRECT", "/proxies/DIRECT"]);
    expect(types()).toEqual(["core-back"]);
  });

  test("a snapshot is the same object as long as nothing changed", async () => {
    const { observer, watch, wait } = setUp();
    watch(["groups", "nodes"], 1000);
    await wait(100);
    const { snapshot } = observer;
    await wait(10_000);
    expect(observer.snapshot).toBe(snapshot);
  });
});

describe("an outage", () => {
  test("is looked into every few seconds, however patient the readers, and all is read anew after it", async () => {
    const { core, watch, targets, wait } = setUp();
    const { types } = watch(["groups", "rules"], 60_000);
    await wait(59_000);
    types();
    core.isGone = true;
    await wait(3100);
    expect(types()).toEqual(["core-lost"]);
    targets();
    await wait(20_000);
    expect(targets()).toEqual(Array.from({ length: 4 }, () => "/proxies/DIRECT"));
    core.isGone = false;
    await wait(5000);
    expect(types()).toEqual(["core-back"]);
    expect(targets()).toEqual(expect.arrayContaining(["/proxies", "/rules"]));
  });

  test("takes the measurements out of the picture, and leaves the house in it", async () => {
    const { transport, core, observer, watch, wait } = setUp();
    watch(["groups", "traffic"], 1000);
    await wait(0);
    transport.sockets[0]!.open();
    transport.sockets[0]!.frame({ up: 1, down: 1 });
    expect(observer.snapshot.traffic).toEqual({ up: 1, down: 1 });
    core.isGone = true;
    transport.sockets[0]!.end(gone);
    await wait(5000);
    const { lostAt } = observer.snapshot;
    expect(observer.snapshot).toMatchObject({ reachability: "unreachable", error: gone });
    expect(observer.snapshot.traffic).toBeUndefined();
    expect(observer.snapshot.groups).toHaveLength(1);
    await wait(60_000);
    expect([lostAt, observer.snapshot.lostAt]).toEqual([expect.any(Number), lostAt]);
    core.isGone = false;
    await wait(5000);
    expect(observer.snapshot).toMatchObject({ reachability: "reachable" });
    expect(observer.snapshot).not.toHaveProperty("lostAt");
  });

  test("that a stream alone had is none", async () => {
    const { transport, watch, targets, wait } = setUp();
    const { types } = watch(["traffic"], 1000);
    await wait(0);
    transport.sockets[0]!.open();
    await wait(0);
    types();
    targets();
    transport.sockets[0]!.end(gone);
    await wait(100);
    expect(targets()).toEqual(["/proxies/DIRECT"]);
    expect(types()).toEqual([]);
  });
});

describe("a restart", () => {
  test("is told when the core is another after a stream was cut", async () => {
    const { transport, core, onNewLife, watch, wait } = setUp();
    const { seen, types } = watch(["groups", "traffic"], 1000);
    await wait(0);
    transport.sockets[0]!.open();
    types();
    await wait(10);
    core.life = "2";
    core.version = "v2";
    transport.sockets[0]!.end(gone);
    await wait(0);
    expect(seen).toEqual([{ type: "core-restarted", version: "v2" }]);
    expect(onNewLife).toHaveBeenCalledOnce();
  });

  test("is told once when totals fall, whatever else shows it too", async () => {
    const { transport, core, watch, wait } = setUp();
    const { types } = watch(["traffic", "connections", "nodes"], 1000);
    await wait(0);
    const [traffic, connections] = transport.sockets;
    for (const socket of [traffic!, connections!]) socket.open();
    const speak = (total: number): void => {
      traffic!.frame({ up: 0, down: 0, upTotal: total, downTotal: total });
      connections!.frame({ uploadTotal: total, downloadTotal: total, connections: null });
    };
    speak(500);
    await wait(0);
    types();
    core.life = "2";
    speak(3);
    await wait(2000);
    expect(types().filter((type) => type === "core-restarted")).toHaveLength(1);
  });

  test("is waited out: before its config is applied a core shows no picture", async () => {
    const { core, observer, wait } = setUp();
    core.isStarting = true;
    const reading = observer.refresh(["groups"]);
    await wait(1000);
    expect(observer.snapshot.reachability).toBe("unknown");
    core.isStarting = false;
    await wait(300);
    expect((await reading).groups).toHaveLength(1);
  });
});

describe("a refresh", () => {
  test("of measurements waits a moment for a frame, and no longer", async () => {
    const { transport, observer, wait } = setUp();
    const quick = observer.refresh(["traffic"]);
    await wait(0);
    transport.sockets[0]!.open();
    transport.sockets[0]!.frame({ up: 5, down: 6 });
    expect((await quick).traffic).toEqual({ up: 5, down: 6 });
    const slow = observer.refresh(["memory"]);
    await wait(1200);
    expect((await slow).memory).toBeUndefined();
  });

  test("of measurements shows nothing that is long past", async () => {
    const { transport, observer, wait } = setUp();
    const first = observer.refresh(["traffic"]);
    await wait(0);
    transport.sockets[0]!.open();
    transport.sockets[0]!.frame({ up: 5, down: 6 });
    await first;
    await wait(60_000);
    const later = observer.refresh(["traffic"]);
    await wait(1200);
    expect((await later).traffic).toBeUndefined();
  });

  test("of the reachability asks now", async () => {
    const { core, observer, targets } = setUp();
    expect((await observer.refresh(["reachability"])).reachability).toBe("reachable");
    core.isGone = true;
    await expect(observer.refresh(["reachability"])).rejects.toBe(gone);
    expect(targets()).toEqual(["/proxies/DIRECT", "/proxies/DIRECT"]);
  });

  test("of a part that does not exist is refused", async () => {
    const { observer } = setUp();
    await expect(observer.refresh(["grups" as Part])).rejects.toMatchObject({ code: "invalid-input" });
    expect(() => observer.watch({ parts: ["nods" as Part], everyMs: 1000 })).toThrow(/nodes/);
  });
});

test("closing leaves no reader, no socket and no timer", async () => {
  const { transport, streams, observer, watch, wait } = setUp();
  watch(["groups", "traffic", "reachability"], 1000);
  await wait(100);
  observer.close();
  observer.close();
  streams.close();
  await wait(0);
  expect(transport.sockets.every(({ calls }) => calls.includes("terminate"))).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
