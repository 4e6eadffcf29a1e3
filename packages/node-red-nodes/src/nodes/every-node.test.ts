import { setImmediate as turn } from "node:timers/promises";
import { ControllerError, errorCodes } from "@pointsman/core";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { loadCore } from "../runtime/load-core.ts";
import { register } from "../runtime/index.ts";
import { fakeControllerNode, fakeHub } from "../testing/fake-controller.ts";
import { createFakeRed, type FakeRed } from "../testing/fake-red.ts";
import { liveControllers } from "./controller/live-controllers.ts";
import type { NodeDescription } from "./description.ts";
import { type NodeFolder, nodeDescriptions } from "./descriptions.ts";

/** What whoever is asked may do: answer, answer oddly, fail in every way, or never come back. */
const outcomes = [
  "answers",
  "answers nothing",
  "throws at once",
  "rejects with no error",
  "hangs until cancelled",
  "hangs for ever",
  ...errorCodes,
] as const;
type Outcome = (typeof outcomes)[number];

const row = { name: "HK", kind: "node", alive: true, now: "HK", fingerprint: "Match,,Proxy", index: 0 };
const answered = { rows: [row], total: 1, was: "JP", now: "HK", version: "1", proxies: {}, mode: "rule" };
const snapshot = {
  reachability: "reachable",
  groups: [],
  nodes: new Map(),
  providers: new Map(),
  ruleProviders: new Map(),
  rules: [],
};

/** Waits for the end as core does: by an error of the code `aborted`. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new ControllerError("aborted", "Cancelled."));
    if (signal?.aborted === true) end();
    else signal?.addEventListener("abort", end, { once: true });
  });
}

function act(outcome: Outcome, value: unknown, signal?: AbortSignal): Promise<unknown> {
  switch (outcome) {
    case "answers":
      return Promise.resolve(value);
    case "answers nothing":
      return Promise.resolve(undefined);
    case "throws at once":
      throw new TypeError("broken");
    case "rejects with no error":
      // oxlint-disable-next-line prefer-promise-reject-errors -- what a foreign library may do
      return Promise.reject("broken");
    case "hangs until cancelled":
      return untilAborted(signal);
    case "hangs for ever":
      return new Promise(() => {});
    default:
      return Promise.reject(new ControllerError(outcome, "It failed."));
  }
}

/** A subscription that is silent until it is ended. */
function silence(signal: AbortSignal | undefined): AsyncIterable<never> {
  const next = async (): Promise<IteratorResult<never, undefined>> => {
    await untilAborted(signal).catch(() => {});
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

type Options = { readonly signal?: AbortSignal } | undefined;
const stream = { onEvent: () => () => {}, watchHealth: (options: Options) => silence(options?.signal) };

/** Asks the list of outcomes one after the other, over and over. */
function fakeController(sequence: readonly Outcome[]) {
  let asked = 0;
  const next = (): Outcome => sequence[asked++ % sequence.length] ?? "answers";
  const verbs = new Proxy(
    {},
    { get: () => (_input: unknown, options: Options) => act(next(), answered, options?.signal) },
  );
  return {
    run: (_id: string, _input: unknown, options: Options) => act(next(), answered, options?.signal),
    client: new Proxy({}, { get: () => verbs }),
    observer: {
      snapshot,
      refresh: (_parts: unknown, options: Options) => act(next(), snapshot, options?.signal),
      watch: (_interest: unknown, options: Options) => silence(options?.signal),
    },
    streams: { traffic: stream, memory: stream, logs: () => stream, connections: () => stream },
    engines: {},
  };
}

const fields = {
  group: { value: "Proxy", type: "group" },
  node: { value: "HK", type: "node" },
  rule: { value: "Match,,Proxy", type: "rule" },
  provider: { value: "nimbus", type: "provider" },
  scene: { value: '{"mode":"rule","select":{"Proxy":"HK"}}', type: "json" },
  since: { value: "since", type: "msg" },
};

/** Every node that stands in a flow, once per task. */
const kinds = (Object.keys(nodeDescriptions) as NodeFolder[]).flatMap((folder) => {
  const { category, tasks, inputs, type }: NodeDescription = nodeDescriptions[folder];
  if (category === "config") return [];
  return (tasks ?? [{ id: "" }]).map(({ id }) => ({ folder, type, task: id, hasInput: inputs === 1 }));
});

describe("every node, whatever happens", () => {
  let red: FakeRed;

  beforeAll(async () => {
    // Evaluated once, so that a turn of the event loop is enough to open a hub.
    await loadCore();
  });
  afterEach(() => vi.unstubAllGlobals());
  afterAll(() => liveControllers.clear());

  const deploy = (kind: (typeof kinds)[number], sequence: readonly Outcome[]) => {
    red = createFakeRed();
    for (const folder of Object.keys(nodeDescriptions) as NodeFolder[]) register(folder, red.red);
    const controller = fakeControllerNode(fakeHub(fakeController(sequence)));
    liveControllers.add(controller);
    red.nodes.set("controller", controller);
    let asked = 0;
    vi.stubGlobal("fetch", (_url: string, { signal }: { signal: AbortSignal }) => {
      const text = async (): Promise<string> => '{"rows":[]}';
      return act(sequence[asked++ % sequence.length] ?? "answers", { status: 200, text }, signal);
    });
    red.create({ id: "app", type: "pointsman-app", url: "http://127.0.0.1:9", name: "" });
    return red.create({
      id: "node",
      type: kind.type,
      controller: "controller",
      app: "app",
      from: "message",
      task: kind.task,
      fields,
    });
  };

  test.each(kinds)(
    "$type $task: each message is done once, nothing is sent after the close, and the close is quick",
    async (kind) => {
      const sequences = fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(sequences, fc.nat(3), fc.nat(8), async (sequence, messages, turns) => {
          const fake = deploy(kind, sequence);
          const received = Array.from({ length: messages }, () =>
            fake.receive({ operation: "get-status", params: {}, since: "7d" }),
          );
          for (let count = 0; count < turns; count++) await turn();
          // Ends although what was asked may hang for ever: closing waits for nobody.
          await fake.close();
          const sentBefore = received.map(({ sent }) => sent.length);
          for (let count = 0; count < 6; count++) await turn();
          expect(received.map(({ done }) => done.length)).toEqual(received.map(() => (kind.hasInput ? 1 : 0)));
          expect(received.map(({ sent }) => sent.length)).toEqual(sentBefore);
          const codes = [...received.flatMap(({ done }) => done), ...fake.errors].flatMap((error) =>
            error === undefined ? [] : [(error as { code?: string }).code],
          );
          expect(codes.filter((code) => !errorCodes.some((known) => known === code))).toEqual([]);
        }),
        { numRuns: 25 },
      );
    },
  );
});
