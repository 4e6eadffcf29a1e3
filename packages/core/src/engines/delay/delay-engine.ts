import { ControllerError, isControllerError } from "../../client/errors.ts";
import type { DelayResult } from "../../operations/shapes.ts";
import { createBudget } from "./budget.ts";

/** Where the config names no test address; the core's own default too (reference §5.3). */
export const DEFAULT_TEST_URL = "https://www.gstatic.com/generate_204";

/** One node to test. With `provider` the node is looked up there, which tells nodes of the same name apart. */
export interface DelayTarget {
  readonly node: string;
  readonly provider?: string | undefined;
  readonly url: string;
}

interface DelayTestOptions {
  readonly signal: AbortSignal;
  /** Per test, ms; default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Tests per node, one after the other; the median counts. Default 1. */
  readonly samples?: number | undefined;
  /** Each node's result as it comes. */
  readonly onResult?: ((result: DelayResult) => void) | undefined;
}

/** Tests nodes one at a time each, never a group or a provider: those tests clear pins and mark nodes dead when hung up on. */
export interface DelayEngine {
  /**
   * Results in the order of the targets. Rejects with `aborted` as soon as the signal comes; tests that the core has
   * begun run to their end there (they are detached, so no node is marked dead), others are never sent. Rejects with
   * the client's error when the core itself cannot be reached.
   */
  test(targets: readonly DelayTarget[], options: DelayTestOptions): Promise<readonly DelayResult[]>;
}

/** Sends one test; resolves to ms. */
export type SendDelayTest = (target: DelayTarget, timeoutMs: number) => Promise<number>;

interface Running {
  readonly result: Promise<DelayResult>;
  /** Who still wants it; at 0 a test that waits for the budget is not sent. */
  wanted: number;
}

/** @param limit Tests that the core runs for us at the same time. */
export function createDelayEngine(send: SendDelayTest, limit = 16): DelayEngine {
  const budget = createBudget(limit);
  const running = new Map<string, Running>();

  /** Joins the same test where it is running or waiting already. */
  function join(target: DelayTarget, timeoutMs: number): Running {
    const key = JSON.stringify([target.provider, target.node, target.url, timeoutMs]);
    const known = running.get(key);
    if (known !== undefined) {
      known.wanted++;
      return known;
    }
    const job: Running = {
      wanted: 1,
      result: budget
        .run(
          () => measure(send, target, timeoutMs),
          () => job.wanted > 0,
        )
        .finally(() => running.delete(key)),
    };
    // A detached test has no reader left when it fails.
    job.result.catch(() => {});
    running.set(key, job);
    return job;
  }

  async function testNode(target: DelayTarget, options: DelayTestOptions, stopped: AbortSignal): Promise<DelayResult> {
    const results: DelayResult[] = [];
    for (let sample = 0; sample < (options.samples ?? 1); sample++) {
      const job = join(target, options.timeoutMs ?? 5_000);
      const leave = (): void => {
        job.wanted--;
      };
      if (stopped.aborted) leave();
      stopped.addEventListener("abort", leave, { once: true });
      try {
        results.push(await job.result);
      } finally {
        stopped.removeEventListener("abort", leave);
      }
    }
    return median(results);
  }

  return {
    async test(targets, options) {
      const stop = new AbortController();
      const stopped = AbortSignal.any([options.signal, stop.signal]);
      const all = targets.map(async (target) => {
        const result = await testNode(target, options, stopped);
        if (!stopped.aborted) options.onResult?.(result);
        return result;
      });
      try {
        return await untilAborted(Promise.all(all), options.signal);
      } finally {
        stop.abort();
      }
    },
  };
}

/** A test's failure is a result; a core that cannot be asked is an error. */
async function measure(send: SendDelayTest, target: DelayTarget, timeoutMs: number): Promise<DelayResult> {
  try {
    return { node: target.node, delay: await send(target, timeoutMs) };
  } catch (error) {
    if (!isControllerError(error)) throw error;
    const reason = testFailure(error);
    if (reason === undefined) throw error;
    return reason === "" ? { node: target.node, delay: null } : { node: target.node, delay: null, reason };
  }
}

/**
 * Why a node has no delay (`""`: it did not answer), or undefined where the core is at fault. 504 and 503 are the core's
 * words for "timed out" and "failed" (reference §5.7); our own deadline means that a transport overran the core's.
 */
function testFailure(error: ControllerError): string | undefined {
  if (error.code === "not-found") return "not-found";
  if (error.code === "timeout" || error.status === 504) return "timeout";
  return error.status === 503 ? "" : undefined;
}

function median(results: readonly DelayResult[]): DelayResult {
  const answered = results.filter((result) => result.delay !== null).sort((a, b) => (a.delay ?? 0) - (b.delay ?? 0));
  const middle = answered[Math.floor((answered.length - 1) / 2)] ?? results[0];
  if (middle === undefined) throw new RangeError("a delay test needs at least one sample");
  return middle;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void =>
      reject(new ControllerError("aborted", "The delay test was cancelled.", { endpoint: "test-delay" }));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
