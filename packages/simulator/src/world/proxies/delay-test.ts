import { type Clock, wait } from "../../clock.ts";
import type { Fates } from "./fates.ts";
import { pathThrough, type Proxy } from "./group.ts";

/** How a delay test ended: ms (0 possible), past its deadline, or any other failure. */
export type DelayResult = { readonly delay: number } | { readonly failed: "timeout" | "error" };

/** Status codes that count as success; `undefined` = any. */
export type ExpectedStatus = readonly (readonly [number, number])[] | undefined;

const maxRanges = 28;

/** Reads `200/204/401-429`. `null` means that the text is none. */
export function parseExpected(text: string): ExpectedStatus | null {
  if (text === "" || text === "*") return undefined;
  const ranges: [number, number][] = [];
  for (const part of text.split(/[/,]/)) {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (match === null) return null;
    const from = Number(match[1]);
    ranges.push([from, match[2] === undefined ? from : Number(match[2])]);
  }
  return ranges.length > maxRanges ? null : ranges;
}

/** The status that a test URL of the simulated internet answers with: `…/generate_204`, `…/status/503`, else 200. */
function statusOf(url: string): number {
  const { pathname } = new URL(url);
  if (/generate_?204$/.test(pathname)) return 204;
  return Number(/^\/(?:status\/)?(\d{3})$/.exec(pathname)?.[1] ?? 200);
}

function isTestable(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** One delay test. */
export interface DelayTest {
  readonly url: string;
  /** ms; zero and less expire at once. */
  readonly timeoutMs: number;
  readonly expected: ExpectedStatus;
  /** Cuts the test short; it counts as failed. */
  readonly signal?: AbortSignal;
  /** An old core does not hang up on a node that never answers: the test lasts until the node does. */
  readonly overruns?: boolean;
}

/** Tests one proxy and writes the result down on that proxy, also when it failed. */
export async function testDelay(clock: Clock, fates: Fates, proxy: Proxy, test: DelayTest): Promise<DelayResult> {
  const result = await run(clock, fates, proxy, test);
  const delay = "delay" in result ? result.delay : undefined;
  const fits = delay !== undefined && statusFits(test);
  // A delay of 0 ms reads as a failure later on, and the core takes it for one.
  proxy.health.record(test.url, clock.now(), delay === 0 ? undefined : delay, fits);
  return result;
}

function statusFits({ url, expected }: DelayTest): boolean {
  const status = statusOf(url);
  return expected?.some(([from, to]) => status >= from && status <= to) ?? true;
}

async function run(clock: Clock, fates: Fates, proxy: Proxy, test: DelayTest): Promise<DelayResult> {
  const { url, timeoutMs, signal } = test;
  if (!isTestable(url)) return { failed: "error" };
  if (timeoutMs <= 0) return { failed: "timeout" };
  const leaf = pathThrough(proxy).at(-1) ?? proxy;
  const outcome = fates.roll(leaf.name);
  const takes = "delay" in outcome ? outcome.delay : outcome.afterMs;
  if (takes === Number.POSITIVE_INFINITY && test.overruns === true) return await untilHungUp(clock, fates, leaf.name);
  const done = await wait(clock, Math.min(takes, timeoutMs), signal);
  if (!done) return { failed: "error" };
  if (takes >= timeoutMs) return { failed: "timeout" };
  return "delay" in outcome ? { delay: outcome.delay % 65536 } : { failed: "error" };
}

const patienceMs = 30_000;

/** Waits until the node's fate is another, or until the old core's own HTTP client gives up. */
async function untilHungUp(clock: Clock, fates: Fates, name: string): Promise<DelayResult> {
  const until = clock.now() + patienceMs;
  while (clock.now() < until && fates.isHanging(name)) {
    await new Promise<void>((resolve) => {
      const cancelTimer = clock.after(until - clock.now(), () => {
        cancelWatch();
        resolve();
      });
      const cancelWatch = fates.onChange(() => {
        cancelTimer();
        resolve();
      });
    });
  }
  return { failed: "timeout" };
}
