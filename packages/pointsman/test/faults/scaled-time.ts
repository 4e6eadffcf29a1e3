import { getHeapCodeStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { vi } from "vitest";

const realImmediate = setImmediate;

/** Turns of the event loop between two steps: a question and its answer over loopback take a few. */
const turns = 12;

/**
 * Time that passes as fast as the machine works. Whatever is sent gets its turns between two steps, so that a busy machine
 * makes it slower, but no answer late. All ends of the wire must be in this process.
 */
export interface ScaledTime extends Disposable {
  /** Lets `ms` pass in steps, at the end of each of which `look` is called; ends early where that answers true. */
  pass(ms: number, look?: () => boolean | void): Promise<void>;
  /** Lets time pass until this is there. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  /** Timers that wait now, of all in this process. */
  readonly timers: number;
}

export function scaleTime({ stepMs }: { readonly stepMs: number }): ScaledTime {
  vi.useFakeTimers({
    now: Date.UTC(2026, 0, 1),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => void realImmediate(resolve));
  };
  const step = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(stepMs);
    await settle();
  };
  return {
    async pass(ms, look) {
      for (let left = ms; left > 0; left -= stepMs) {
        await step();
        if (look?.() === true) return;
      }
    },
    async until(promise) {
      const settled = promise.then(
        () => true,
        () => true,
      );
      while (!(await Promise.race([settled, step().then(() => false)])));
      return await promise;
    },
    get timers() {
      return vi.getTimerCount();
    },
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}

/** Heap in use once everything that nobody holds is gone, but for compiled code, which grows with use. Bytes. */
export function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 3; turn++) collect();
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return process.memoryUsage().heapUsed - code - bytecode;
}
