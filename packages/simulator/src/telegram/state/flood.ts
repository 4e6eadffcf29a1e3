import type { Clock } from "../../clock.ts";
import { tooManyRequests } from "../errors.ts";
import type { FloodLimits } from "../limits.ts";
import type { TelegramChat } from "../types.ts";

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets per chat and for the whole bot. Sends and edits draw from the same bucket. */
export class FloodControl {
  readonly #clock: Clock;
  readonly #limits: FloodLimits | "off";
  readonly #buckets = new Map<number | "global", Bucket>();

  constructor(clock: Clock, limits: FloodLimits | "off") {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Counts one message to a chat; refuses it with 429 and the seconds to wait when an allowance is spent. */
  spend(chat: TelegramChat): void {
    const limits = this.#limits;
    if (limits === "off") return;
    const isPrivate = chat.type === "private";
    const perSecond = isPrivate ? limits.privatePerSecond : limits.groupPerMinute / 60;
    const burst = isPrivate ? limits.privateBurst : limits.groupPerMinute;
    const own = this.#fill(chat.id, perSecond, burst);
    const global = this.#fill("global", limits.globalPerSecond, limits.globalPerSecond);
    const waitSeconds = Math.max((1 - own.tokens) / perSecond, (1 - global.tokens) / limits.globalPerSecond);
    if (waitSeconds > 0) throw tooManyRequests(Math.ceil(waitSeconds));
    own.tokens -= 1;
    global.tokens -= 1;
  }

  #fill(key: number | "global", perSecond: number, burst: number): Bucket {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
