import type { DelayResult } from "../../operations/shapes.ts";
import { measure, medianOf } from "./outcome.ts";
import { Pace } from "./pace.ts";
import { ProgressReader } from "./progress-reader.ts";
import { RecentDelays } from "./recent.ts";
import { Tally } from "./tally.ts";
import { type Lane, Turns, type Work } from "./turns.ts";
import type { DelayEngine, DelayRun, DelayTarget, DelayTestOptions, SendDelayTest } from "./types.ts";
import { cancelled, untilAborted } from "./until-aborted.ts";

/** Where the config names no test address; the core's own default too (reference §5.3). */
export const DEFAULT_TEST_URL = "https://www.gstatic.com/generate_204";

const defaultTimeoutMs = 5_000;
/** By so much a delay differs from one test to the next without meaning anything. */
const usualSwingMs = 100;

interface Job extends Work {
  readonly result: Promise<DelayResult>;
  isStarted: boolean;
}

/** @param now Wall clock in ms; only the age of what is known of nodes hangs on it. */
export function createDelayEngine(send: SendDelayTest, { now = Date.now }: { now?: () => number } = {}): DelayEngine {
  return new CoreDelayEngine(send, now);
}

class CoreDelayEngine implements DelayEngine {
  readonly #send: SendDelayTest;
  readonly #recent: RecentDelays;
  readonly #pace = new Pace();
  readonly #turns = new Turns(this.#pace);
  /** Waiting or under way. */
  readonly #jobs = new Map<string, Job>();

  constructor(send: SendDelayTest, now: () => number) {
    this.#send = send;
    this.#recent = new RecentDelays(now);
  }

  async test(targets: readonly DelayTarget[], options: DelayTestOptions): Promise<readonly DelayResult[]> {
    const { signal, onProgress } = options;
    if (signal.aborted) throw cancelled();
    const once = [...new Map(targets.map((target) => [nameOf(target), target])).values()];
    const tally = new Tally(once.length);
    const lane = this.#turns.open();
    const all = once.map(async (target) => {
      const result = await this.#testNode(lane, target, options);
      if (lane.isClosed) return result;
      const progress = tally.add(result);
      onProgress?.(progress);
      return result;
    });
    try {
      return await untilAborted(Promise.all(all), signal);
    } finally {
      lane.close();
    }
  }

  run(targets: readonly DelayTarget[], options: DelayTestOptions): DelayRun {
    const stop = new AbortController();
    const { signal, onProgress } = options;
    const onAbort = (): void => stop.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    return new ProgressReader(
      (push) =>
        this.test(targets, {
          ...options,
          signal: stop.signal,
          onProgress: (progress) => {
            onProgress?.(progress);
            push(progress);
          },
        }).finally(() => signal.removeEventListener("abort", onAbort)),
      onAbort,
    );
  }

  async #testNode(lane: Lane, target: DelayTarget, { timeoutMs, samples = 1 }: DelayTestOptions): Promise<DelayResult> {
    const results: DelayResult[] = [];
    while (results.length < samples && (results.length === 0 || !lane.isClosed)) {
      // A node that was begun is finished before the next, so that results come one by one.
      const job = this.#join(lane, target, timeoutMs ?? defaultTimeoutMs, results.length > 0);
      results.push(await job.result);
      if (results.at(-1)?.reason === "not-found") break;
    }
    return medianOf(results);
  }

  /** The same test where it is waiting or under way already, and in this lane as well, as its turn may come earlier here. */
  #join(lane: Lane, target: DelayTarget, timeoutMs: number, ahead: boolean): Job {
    const key = JSON.stringify([nameOf(target), timeoutMs]);
    const job = this.#jobs.get(key) ?? this.#createJob(key, target, timeoutMs);
    if (!job.isStarted) lane.add(job, { ahead });
    return job;
  }

  #createJob(key: string, target: DelayTarget, timeoutMs: number): Job {
    const { promise, resolve, reject } = Promise.withResolvers<DelayResult>();
    // A test whose caller has left has no reader when it fails.
    promise.catch(() => {});
    const job: Job = {
      result: promise,
      isStarted: false,
      run: async () => {
        job.isStarted = true;
        try {
          resolve(await this.#measure(target, timeoutMs));
        } catch (error) {
          reject(error);
        } finally {
          this.#jobs.delete(key);
        }
      },
      dropped: () => this.#jobs.delete(key),
    };
    this.#jobs.set(key, job);
    return job;
  }

  async #measure(target: DelayTarget, timeoutMs: number): Promise<DelayResult> {
    const { epoch } = this.#pace;
    const result = await measure(this.#send, target, timeoutMs);
    const before = this.#recent.get(nameOf(target));
    this.#recent.note(nameOf(target), result.delay);
    this.#pace.note({ epoch, sign: signOf(result, before, timeoutMs), isWaitedFor: this.#turns.isWaiting });
    return result;
  }
}

function nameOf({ node, provider, url }: DelayTarget): string {
  return JSON.stringify([provider, node, url]);
}

/** Against what is known of the node: one that is dead, or slow by nature, says nothing about the core. */
function signOf(
  { delay, reason }: DelayResult,
  before: number | null | undefined,
  timeoutMs: number,
): "quick" | "surprise" | "nothing" {
  const half = timeoutMs / 2;
  const wasFine = before !== null && before !== undefined && before < half;
  if (delay === null) return wasFine && reason === "timeout" ? "surprise" : "nothing";
  return delay < (wasFine ? 2 * before + usualSwingMs : half) ? "quick" : "nothing";
}
