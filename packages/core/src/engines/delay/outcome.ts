import { type ControllerError, isControllerError } from "../../client/errors.ts";
import type { DelayResult } from "../../operations/shapes.ts";
import type { DelayTarget, SendDelayTest } from "./types.ts";

/**
 * Our own deadline beyond the core's. Some transports overrun theirs by far (reference §5.7); the row's deadline, which
 * hangs up, comes later still.
 */
export const graceMs = 2_000;

/** One test's result. A node's failure is one; a core that cannot be asked rejects. */
export async function measure(send: SendDelayTest, target: DelayTarget, timeoutMs: number): Promise<DelayResult> {
  try {
    const delay = await within(send(target, timeoutMs), timeoutMs + graceMs);
    if (delay === undefined) return { node: target.node, delay: null, reason: "timeout" };
    return { node: target.node, delay };
  } catch (error) {
    if (!isControllerError(error)) throw error;
    const reason = testFailure(error);
    if (reason === undefined) throw error;
    return reason === "" ? { node: target.node, delay: null } : { node: target.node, delay: null, reason };
  }
}

/** What `work` resolves to, or undefined after `ms`: then it goes on by itself, and nobody minds how it ends. */
function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Why a node has no delay (`""`: it did not answer), or undefined where the core is at fault. 504 and 503 are the core's
 * words for "timed out" and "failed" (reference §5.7).
 */
function testFailure(error: ControllerError): string | undefined {
  if (error.code === "not-found") return "not-found";
  if (error.code === "timeout" || error.status === 504) return "timeout";
  return error.status === 503 ? "" : undefined;
}

/** The middle one of those that answered, the faster of two; where none did, the first failure. */
export function medianOf(results: readonly DelayResult[]): DelayResult {
  const answered = results.filter((result) => result.delay !== null).sort((a, b) => (a.delay ?? 0) - (b.delay ?? 0));
  const middle = answered[Math.floor((answered.length - 1) / 2)] ?? results[0];
  if (middle === undefined) throw new RangeError("a delay test needs at least one sample");
  return middle;
}
