import type { Controller, Engines, OperationId, RunOptions, Snapshot } from "@pointsman/core";

export interface RunCall {
  readonly id: OperationId;
  readonly input: unknown;
  readonly options: RunOptions;
}

export interface FakeController {
  readonly controller: Controller;
  /** What was run, in order. */
  readonly runs: RunCall[];
  /** Changes the picture, as if it had been read anew. */
  readonly show: (picture: Snapshot) => void;
}

/** Says nothing until it is aborted. */
function nothing(signal: AbortSignal | undefined): AsyncIterable<never> {
  const { promise, resolve } = Promise.withResolvers<IteratorResult<never>>();
  signal?.addEventListener("abort", () => resolve({ done: true, value: undefined }));
  return { [Symbol.asyncIterator]: () => ({ next: async () => await promise }) };
}

/** A controller with a picture made by hand, whose operations answer as told. */
export function fakeController(
  id: string,
  picture: Snapshot,
  answer: (call: RunCall) => unknown = () => ({}),
  engines: Engines = {},
): FakeController {
  let snapshot = picture;
  const runs: RunCall[] = [];
  const stream = {
    subscribe: ({ signal }: { signal?: AbortSignal }) => nothing(signal),
    watchHealth: ({ signal }: { signal?: AbortSignal }) => nothing(signal),
    onEvent: () => () => {},
  };
  const controller = {
    id,
    observer: {
      get snapshot() {
        return snapshot;
      },
      refresh: async () => snapshot,
      watch: (_: unknown, { signal }: { signal?: AbortSignal }) => nothing(signal),
    },
    streams: { logs: () => stream },
    // It tells nothing that nobody asked an operation for.
    client: { proxies: { get: async () => await Promise.reject(new Error("not read")) } },
    engines,
    policy: {},
    capabilities: { has: () => true },
    async run(operation: OperationId, input: unknown, options: RunOptions) {
      const call = { id: operation, input, options };
      runs.push(call);
      return await answer(call);
    },
  };
  return {
    controller: controller as unknown as Controller,
    runs,
    show: (next) => {
      snapshot = next;
    },
  };
}
