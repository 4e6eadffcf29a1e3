import type { Controller } from "@pointsman/core";
import type { Logger } from "../logger.ts";

export interface HeartbeatOptions {
  readonly url: string;
  /** Those that must answer. */
  readonly controllers: () => Iterable<{ readonly observer: Pick<Controller["observer"], "snapshot"> }>;
  readonly log: Logger;
  /** Replaced in tests. */
  readonly send?: typeof fetch;
  /** Default 60 s. */
  readonly everyMs?: number;
}

const defaultEveryMs = 60_000;
const timeoutMs = 10_000;

/** Calls an address while every core answers, so that its keeper notices when that ends. Returns the way out. */
export function startHeartbeat(options: HeartbeatOptions): () => void {
  const { url, log, send = fetch, everyMs = defaultEveryMs } = options;
  const stop = new AbortController();
  let isLate = false;
  const beat = async (): Promise<void> => {
    const all = [...options.controllers()];
    if (all.length === 0 || all.some(({ observer }) => observer.snapshot.reachability !== "reachable")) return;
    let isHeard = false;
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]);
      const answer = await send(url, { redirect: "follow", signal });
      await answer.body?.cancel();
      isHeard = answer.ok;
    } catch {
      // Not heard.
    }
    if (stop.signal.aborted || isHeard === !isLate) return;
    isLate = !isHeard;
    if (isLate) log.warn(`the heartbeat is not heard at ${new URL(url).hostname}`);
    else log.info(`the heartbeat is heard again at ${new URL(url).hostname}`);
  };
  const timer = setInterval(() => void beat(), everyMs);
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}
