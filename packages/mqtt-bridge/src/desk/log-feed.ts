import { TokenBucket } from "../commands/rate-limit.ts";
import { logLevels, type LogTopicLevel, type MqttConfig } from "../config.ts";
import type { Message } from "../mqtt/message.ts";

export interface LogFeedOptions {
  readonly topic: string;
  readonly level: LogTopicLevel;
  readonly publish: (messages: readonly Message[]) => void;
  /** Texts that must never leave. */
  readonly secrets: readonly string[];
  /** Unix time in ms. */
  readonly now: () => number;
}

/** A log that repeats itself must not fill a broker. */
const rate = { perSecond: 1, burst: 20 } as const;
const maxText = 500;

/** The bridge's log as a topic, for those who want it. */
export class LogFeed {
  readonly #options: LogFeedOptions;
  readonly #bucket: TokenBucket;
  #level: LogTopicLevel;
  #leftOut = 0;

  constructor(options: LogFeedOptions) {
    this.#options = options;
    this.#level = options.level;
    this.#bucket = new TokenBucket({ ...rate, now: options.now });
  }

  get level(): LogTopicLevel {
    return this.#level;
  }

  set level(level: LogTopicLevel) {
    this.#level = level;
  }

  line(level: Exclude<LogTopicLevel, "off">, sentence: string): void {
    if (logLevels.indexOf(level) > logLevels.indexOf(this.#level)) return;
    if (!this.#bucket.take()) {
      this.#leftOut += 1;
      return;
    }
    const { topic, publish, now } = this.#options;
    const payload = {
      at: new Date(now()).toISOString(),
      level,
      text: this.#redacted(sentence),
      ...(this.#leftOut === 0 ? {} : { left_out: this.#leftOut }),
    };
    this.#leftOut = 0;
    publish([{ topic, payload: JSON.stringify(payload), qos: 0, retain: false }]);
  }

  #redacted(sentence: string): string {
    const plain = this.#options.secrets.reduce((text, secret) => text.replaceAll(secret, "***"), sentence);
    return [...plain].slice(0, maxText).join("");
  }
}

/** What of the config must stand in no log: the login, also as an address carries it. */
export function secretsOf({ url, password, tls }: MqttConfig): string[] {
  const { password: inUrl } = new URL(url);
  const known = [password, inUrl, inUrl === "" ? "" : decoded(inUrl), tls?.key];
  return known.filter((secret): secret is string => secret !== undefined && secret !== "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
