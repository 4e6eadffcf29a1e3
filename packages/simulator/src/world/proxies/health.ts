import type { JsonValue } from "../../go/json.ts";
import { formatTime } from "../../go/time.ts";

/** One test: when, and how long it took in ms; 0 means that it failed. */
interface DelayRecord {
  readonly time: number;
  readonly delay: number;
}

interface UrlHealth {
  alive: boolean;
  history: DelayRecord[];
}

const historyLength = 10;
const unknownDelay = 0xffff;

/** What tests left behind on one proxy object: the last ten in all, and the last ten per test URL. */
export class Health {
  alive = true;
  readonly history: DelayRecord[] = [];
  readonly urls = new Map<string, UrlHealth>();

  /**
   * Writes one test down.
   * @param delay ms as uint16, `undefined` when the test failed
   * @param statusFits whether the answer had an expected status; only the record of the URL cares
   */
  record(url: string, time: number, delay: number | undefined, statusFits: boolean): void {
    this.alive = delay !== undefined;
    push(this.history, { time, delay: delay ?? 0 });
    const entry = this.urls.get(url) ?? { alive: true, history: [] };
    entry.alive = delay !== undefined && statusFits;
    push(entry.history, { time, delay: entry.alive ? (delay ?? 0) : 0 });
    this.urls.set(url, entry);
  }

  /** Whether the last test of this URL went well; without one, whether the last test of any URL did. */
  aliveFor(url: string): boolean {
    return this.urls.get(url)?.alive ?? this.alive;
  }

  /** The last delay for this URL in ms; 65535 when dead or never tested. */
  delayFor(url: string): number {
    const entry = this.urls.get(url);
    const last = entry?.history.at(-1)?.delay ?? 0;
    return entry?.alive !== true || last === 0 ? unknownDelay : last;
  }

  /** `extra` as the core writes it. */
  extraJson(): JsonValue {
    const extra = new Map<string, JsonValue>();
    for (const [url, entry] of this.urls) extra.set(url, { alive: entry.alive, history: historyJson(entry.history) });
    return extra;
  }

  /** `history` as the core writes it. */
  historyJson(): JsonValue {
    return historyJson(this.history);
  }
}

function push(history: DelayRecord[], entry: DelayRecord): void {
  history.push(entry);
  if (history.length > historyLength) history.shift();
}

function historyJson(history: readonly DelayRecord[]): JsonValue {
  return history.map(({ time, delay }) => ({ time: formatTime(time), delay }));
}
