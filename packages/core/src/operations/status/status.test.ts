import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import type { SharedStream, StreamEvent, StreamHealth } from "../../streams/types.ts";
import type { OperationController } from "../define.ts";
import { createRunner } from "../runner.ts";
import { firstFrame } from "./first-frame.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

/** A stream that says what it is given, and then waits until its reader leaves. */
function streamOf<Frame>(
  events: readonly StreamEvent<Frame>[],
  health: StreamHealth = { state: "live", sinceMs: 0 },
): SharedStream<Frame> {
  const stream: Pick<SharedStream<Frame>, "health"> & {
    subscribe(options?: { signal?: AbortSignal }): AsyncIterable<StreamEvent<Frame>>;
  } = {
    async *subscribe({ signal } = {}) {
      yield* events;
      if (signal?.aborted !== true)
        await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));
    },
    health,
  };
  return stream as unknown as SharedStream<Frame>;
}

const frame = <Frame>(value: Frame): StreamEvent<Frame> => ({ kind: "frame", frame: value });

function coreWith(streams: object, answers: Record<string, Answer> = {}) {
  const core = scriptedCore({
    "version.get": () => ({ version: "v1" }),
    "configs.get": () => ({ mode: "rule" }),
    "proxies.list": () => ({ proxies: {} }),
    "connections.list": () => ({ connections: null, uploadTotal: 5, downloadTotal: 6, memory: 0 }),
    ...answers,
  });
  return { ...core, controller: { ...core.controller, streams } as unknown as OperationController };
}

describe("get-status", () => {
  test("puts together what the core says, and asks the stream for memory that nobody refreshed", async () => {
    const core = coreWith({
      traffic: streamOf([frame({ up: 1, down: 2 })]),
      memory: streamOf([frame({ inuse: 0 }), frame({ inuse: 7 })]),
    });
    expect(await createRunner(core).run("get-status", {}, options)).toEqual({
      reachable: true,
      version: "v1",
      mode: "rule",
      groups: [],
      up: 1,
      down: 2,
      uploadTotal: 5,
      downloadTotal: 6,
      memory: 7,
      connections: 0,
    });
  });

  test("a core that is gone is a status, a wrong secret is an error", async () => {
    const failing = (code: "unreachable" | "unauthorized") =>
      coreWith(
        {},
        {
          "version.get": () => {
            throw new ControllerError(code, "The core cannot be reached.");
          },
        },
      );
    expect(await createRunner(failing("unreachable")).run("get-status", {}, options)).toMatchObject({
      reachable: false,
      error: "The core cannot be reached.",
      version: null,
      groups: [],
    });
    await expect(createRunner(failing("unauthorized")).run("get-status", {}, options)).rejects.toMatchObject({
      code: "unauthorized",
    });
  });
});

describe("tail-logs", () => {
  const line = (type: string, payload: string) => frame({ type, payload });
  const logs = (stream: SharedStream<unknown>) => ({ logs: () => stream });

  test("ends with the wanted number of lines, filtered, and counts what was lost", async () => {
    const core = coreWith(
      logs(streamOf([line("info", "a"), { kind: "dropped", count: 3 }, line("error", "bad A"), line("info", "never")])),
    );
    expect(await createRunner(core).run("tail-logs", { text: "A", lines: 2 }, options)).toEqual({
      lines: [
        { level: "info", text: "a" },
        { level: "error", text: "bad A" },
      ],
      dropped: 3,
    });
  });

  test("silence for the whole time is an empty answer", async () => {
    expect(await createRunner(coreWith(logs(streamOf([])))).run("tail-logs", { seconds: 1 }, options)).toEqual({
      lines: [],
      dropped: 0,
    });
  });

  test("a log that could not be opened is an error, not silence", async () => {
    const error = new ControllerError("unreachable", "gone");
    const core = coreWith(logs(streamOf([], { state: "reconnecting", attempt: 1, inMs: 1, error })));
    await expect(createRunner(core).run("tail-logs", { seconds: 1 }, options)).rejects.toMatchObject({
      code: "unreachable",
    });
  });
});

describe("firstFrame", () => {
  test("passes over frames that do not count, and gives up in time", async () => {
    const signal = new AbortController().signal;
    expect(
      await firstFrame(streamOf([frame(1), frame(2)]), { waitMs: 1_000, signal, accept: (value) => value > 1 }),
    ).toBe(2);
    expect(await firstFrame(streamOf([]), { waitMs: 1, signal })).toBeUndefined();
  });

  test("rejects when it is told to stop", async () => {
    await expect(firstFrame(streamOf([]), { waitMs: 60_000, signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  });
});
