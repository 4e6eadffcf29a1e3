import { describe, expect, test } from "vitest";
import { groupView, nodeView } from "../../../test/support/views.ts";
import { ControllerError } from "../../client/errors.ts";
import { emptySnapshot } from "../../observer/snapshot.ts";
import type { Snapshot } from "../../observer/types.ts";
import type { StreamEvent } from "../../streams/types.ts";
import { delayAtEnd, type Recorded, Recorder } from "./recorder.ts";
import { Slots } from "./slots.ts";

/** A stream whose frames a test sends. */
function stream() {
  const health: { state: string } = { state: "live" };
  const listeners = new Set<(event: StreamEvent<object>) => void>();
  return {
    health,
    retried: 0,
    retry() {
      this.retried++;
    },
    onEvent(listener: (event: StreamEvent<object>) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (frame: object) => listeners.forEach((listener) => listener({ kind: "frame", frame })),
    gap: () => listeners.forEach((listener) => listener({ kind: "gap", ms: 1 })),
    get readers() {
      return listeners.size;
    },
  };
}

function recording() {
  const [traffic, memory, connections] = [stream(), stream(), stream()];
  const clock = { ms: 0 };
  const interest: { wanted?: unknown; signal?: AbortSignal } = {};
  let snapshot: Snapshot = emptySnapshot;
  const controller = {
    id: "home",
    streams: { traffic, memory, connections: () => connections },
    observer: {
      get snapshot() {
        return snapshot;
      },
      async *watch(wanted: unknown, { signal }: { signal: AbortSignal }) {
        Object.assign(interest, { wanted, signal });
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        yield* [];
      },
    },
  } as unknown as Recorded;
  const slots = new Slots();
  const recorder = new Recorder(controller, slots, () => clock.ms);
  return {
    traffic,
    memory,
    connections,
    clock,
    interest,
    recorder,
    see: (next: Partial<Snapshot>) => {
      snapshot = { ...emptySnapshot, ...next };
    },
    /** `[line, begin in s, mean]` of slots of 10 s, or of a minute for delays. */
    drawn: () =>
      [...slots.unsaved()]
        .filter(({ line, step }) => step === (line.kind === "delay" ? 60 : 10))
        .map(({ line, at, aggregate: { sum, count, failed } }) => [
          line.group || line.kind,
          at,
          failed > 0 ? "failed" : sum / count,
        ]),
  };
}

test("takes down what the streams say, when they say it", () => {
  const { traffic, memory, connections, clock, drawn } = recording();
  traffic.send({ up: 1, down: 20 });
  clock.ms = 10_500;
  traffic.send({ up: 3, down: 40 });
  memory.send({ inuse: 7e6 });
  connections.send({ connections: [{}, {}] });
  connections.send({ connections: null });
  expect(drawn()).toEqual([
    ["up", 0, 1],
    ["up", 10, 3],
    ["down", 0, 20],
    ["down", 10, 40],
    ["memory", 10, 7e6],
    ["connections", 10, 1],
  ]);
});

describe("the number of connections", () => {
  const frames = (...at: readonly (number | "gap")[]) => {
    const { connections, clock, drawn } = recording();
    for (const ms of at) {
      if (ms === "gap") connections.gap();
      else {
        clock.ms = ms;
        connections.send({ connections: [{}] });
      }
    }
    return drawn().map(([, slot]) => slot);
  };

  test("has no hole where a beat of 10 s stepped over a slot of 10 s", () => {
    expect(frames(9_900, 20_100, 30_000)).toEqual([0, 10, 20, 30]);
  });

  test("has one where a beat is missing or the socket was lost", () => {
    expect(frames(9_000, 28_999)).toEqual([0, 20]);
    expect(frames(9_900, "gap", 20_100)).toEqual([0, 20]);
  });
});

describe("delays", () => {
  const node = (delay: number | null, url = "u") => nodeView("a", { delays: new Map([[url, delay]]) });
  const proxy = groupView({ testUrl: "u" });

  test("are those of the node that each visible group uses, as long as the core is there", () => {
    const { recorder, clock, see, drawn } = recording();
    const groups = [
      proxy,
      groupView({ name: "Hidden", testUrl: "u", hidden: true }),
      groupView({ name: "Untested", testUrl: "other" }),
    ];
    recorder.tick();
    see({ reachability: "reachable", groups, nodes: new Map([["a", node(30)]]) });
    recorder.tick();
    clock.ms = 60_000;
    see({ reachability: "reachable", groups, nodes: new Map([["a", node(null)]]) });
    recorder.tick();
    clock.ms = 120_000;
    see({ reachability: "unreachable", groups, nodes: new Map([["a", node(30)]]) });
    recorder.tick();
    expect(drawn()).toEqual([
      ["Proxy", 0, 30],
      ["Proxy", 60, "failed"],
    ]);
  });

  test("are found through groups of groups, by the outermost URL that was tested", () => {
    const outer = groupView({ name: "Outer", now: "Auto", testUrl: "" });
    const auto = groupView({ name: "Auto", type: "URLTest", testUrl: "u" });
    const groups = new Map([outer, auto].map((group) => [group.name, group]));
    expect(delayAtEnd(outer, groups, new Map([["a", node(30)]]))).toBe(30);
    expect(delayAtEnd(outer, groups, new Map([["a", node(30, "elsewhere")]]))).toBeUndefined();
    expect(delayAtEnd(outer, groups, new Map())).toBeUndefined();
  });

  test("of groups that name each other in a ring are unknown", () => {
    const one = groupView({ name: "One", now: "Two" });
    const two = groupView({ name: "Two", now: "One" });
    const groups = new Map([one, two].map((group) => [group.name, group]));
    const nodes = new Map([["One", nodeView("One", { kind: "group", delays: new Map([["", 5]]) })]]);
    expect(delayAtEnd(one, groups, nodes)).toBeUndefined();
  });
});

test("asks once a minute for groups and nodes and for nothing else", () => {
  expect(recording().interest.wanted).toEqual({ parts: ["groups", "nodes"], everyMs: 60_000 });
});

test("wakes streams whose secret was refused once the core takes it again", () => {
  const { recorder, traffic, memory, see } = recording();
  traffic.health.state = "unauthorized";
  recorder.tick();
  expect(traffic.retried).toBe(0);
  see({ reachability: "reachable" });
  recorder.tick();
  expect([traffic.retried, memory.retried]).toEqual([1, 0]);
});

test("leaves everything when it is stopped, and when the controller turns out to be closed", () => {
  const { recorder, traffic, memory, connections, interest } = recording();
  recorder.stop();
  recorder.stop();
  expect([traffic.readers, memory.readers, connections.readers, interest.signal?.aborted]).toEqual([0, 0, 0, true]);

  const open = stream();
  const closed = {
    onEvent: () => {
      throw new ControllerError("aborted", "Closed.");
    },
  };
  const streams = { traffic: open, memory: closed } as unknown as Recorded["streams"];
  expect(() => new Recorder({ id: "x", streams, observer: {} as Recorded["observer"] }, new Slots(), () => 0)).toThrow(
    "Closed.",
  );
  expect(open.readers).toBe(0);
});
