import type { DelayResult } from "../../operations/shapes.ts";

/** One node to test. With `provider` the node is looked up there, which tells nodes of the same name apart. */
export interface DelayTarget {
  readonly node: string;
  readonly provider?: string | undefined;
  readonly url: string;
}

export interface DelayTestOptions {
  readonly signal: AbortSignal;
  /** Per test, ms; default 5,000. The core is given as much; what overruns it is given up a little later. */
  readonly timeoutMs?: number | undefined;
  /** Tests per node, one after the other; the median of those that answered counts. Default 1. */
  readonly samples?: number | undefined;
  /** Told after each node. */
  readonly onProgress?: ((progress: DelayProgress) => void) | undefined;
}

/** The fastest node and its ms. */
export interface DelayBest {
  readonly node: string;
  readonly delay: number;
}

/** Where a run stands after one more node. */
export interface DelayProgress {
  readonly done: number;
  readonly total: number;
  /** Nodes that answered. */
  readonly ok: number;
  /** Nodes that did not. */
  readonly dead: number;
  /** The fastest so far; null while none answered. */
  readonly best: DelayBest | null;
  /** The newest result. */
  readonly result: DelayResult;
}

/**
 * A run under way: read its progress node by node, wait for `results`, or both. Progress that nobody reads is kept.
 * Breaking off the reading cancels the run, as the signal does.
 * @example for await (const { done, total, best } of controller.delays.run(targets, { signal })) show(done, total, best);
 */
export interface DelayRun extends AsyncIterableIterator<DelayProgress, undefined>, AsyncDisposable {
  /** As `DelayEngine.test` answers. */
  readonly results: Promise<readonly DelayResult[]>;
  [Symbol.asyncIterator](): this;
}

/** Tests nodes one at a time each, never a group or a provider: those tests clear pins and mark nodes dead when hung up on. */
export interface DelayEngine {
  /**
   * Results in the order of the targets, each target once. All callers share one budget of tests at a time, which follows
   * what the core bears (16 at most); they take turns, so that few nodes do not wait for many, and a test that is waiting
   * or running already is joined. Rejects with `aborted` as soon as the signal comes; tests that the core has begun run
   * to their end there, so that no node is marked dead, and others are never sent. Rejects with the client's error when
   * the core itself cannot be asked; a node that does not answer is a result.
   */
  test(targets: readonly DelayTarget[], options: DelayTestOptions): Promise<readonly DelayResult[]>;
  /** The same with its progress to read. */
  run(targets: readonly DelayTarget[], options: DelayTestOptions): DelayRun;
}

/** Sends one test and never hangs up on it; resolves to ms. */
export type SendDelayTest = (target: DelayTarget, timeoutMs: number) => Promise<number>;
