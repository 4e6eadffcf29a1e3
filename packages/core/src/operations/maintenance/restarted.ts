import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "../../client/client.ts";
import { ControllerError, isControllerError } from "../../client/errors.ts";

/** Enough for a slow router to start its core with many providers. */
const RETURN_MS = 60_000;
/** A core that still streams after so long does not restart by exec but some other way: asking again is all that is left. */
const LOSS_MS = 15_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** Sends a command that makes the core restart, and waits until the new one answers with its groups loaded. */
export async function restarted(
  client: Client,
  send: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<{ tookMs: number; version: string }> {
  const startedAt = performance.now();
  const stop = new AbortController();
  try {
    // The core answers the command first and goes down then, so an answer right afterwards may still be the old one's.
    // But every stream drops with the process: one that runs already tells the moment.
    const stream = client.traffic.stream({}, { signal: AbortSignal.any([signal, stop.signal]) });
    const frames = stream[Symbol.asyncIterator]();
    await frames.next();
    await send().catch((error: unknown) => {
      // The core becomes another program while its answer is on the way, so the answer's end may be missing.
      if (!isControllerError(error) || error.reason !== "lost") throw error;
    });
    await Promise.race([untilLost(frames), delay(LOSS_MS, undefined, { signal: stop.signal })]);
    signal.throwIfAborted();
  } finally {
    stop.abort();
  }
  const version = await untilBack(client, signal);
  return { tookMs: Math.round(performance.now() - startedAt), version };
}

async function untilLost(frames: AsyncIterator<unknown>): Promise<void> {
  try {
    while ((await frames.next()).done !== true);
  } catch (error) {
    if (!isControllerError(error)) throw error;
  }
}

/** Polls with growing pauses. The API is up before the config is applied: until then there are no groups (reference §1.1). */
async function untilBack(client: Client, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + RETURN_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await delay(pause, undefined, { signal });
    try {
      const { version } = await client.version.get({}, { signal });
      const { proxies } = await client.groups.list({}, { signal });
      if (proxies !== null) return version;
    } catch (error) {
      if (!isControllerError(error) || error.code === "unauthorized" || signal.aborted) throw error;
    }
    if (performance.now() > deadline) {
      throw new ControllerError("timeout", `The core went down, but did not come back within ${RETURN_MS / 1_000} s.`, {
        effect: "unknown",
      });
    }
  }
}
