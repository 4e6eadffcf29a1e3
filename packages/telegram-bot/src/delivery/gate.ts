/** What Telegram lets through per chat. Its real numbers are unpublished: edits and sends share one allowance. */
export interface GateLimits {
  /** Calls that may leave at once. */
  readonly burst: number;
  /** Calls per minute over a longer time. */
  readonly perMinute: number;
  /** Tokens that live frames leave for the person's own presses. */
  readonly reserve: number;
  /** ms between two live frames. */
  readonly liveEveryMs: number;
}

export type Urgency = "user" | "live";

/** One chat's allowance: a token bucket, a distance between live frames, and the silence that a 429 asks for. */
export class ChatGate {
  readonly #limits: GateLimits;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;
  #liveAt = Number.NEGATIVE_INFINITY;
  #blockedUntil = Number.NEGATIVE_INFINITY;
  /** Doubles the distance of live frames after each 429, up to 60 s, until the chat was quiet for a minute. */
  #slowdown = 1;

  constructor(limits: GateLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
    this.#tokens = limits.burst;
    this.#filledAt = now();
  }

  #fill(): void {
    const now = this.#now();
    const perMs = this.#limits.perMinute / 60_000;
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + (now - this.#filledAt) * perMs);
    this.#filledAt = now;
    if (now - this.#blockedUntil > 60_000) this.#slowdown = 1;
  }

  /** ms until a call of this urgency may leave; 0: now. */
  delay(urgency: Urgency): number {
    this.#fill();
    const now = this.#now();
    const needed = urgency === "user" ? 1 : 1 + this.#limits.reserve;
    const forTokens = Math.max(0, needed - this.#tokens) / (this.#limits.perMinute / 60_000);
    const spacing = Math.min(60_000, this.#limits.liveEveryMs * this.#slowdown);
    const forLive = urgency === "live" ? this.#liveAt + spacing - now : 0;
    return Math.max(0, this.#blockedUntil - now, Math.ceil(forTokens), forLive);
  }

  /** A call leaves now. */
  take(urgency: Urgency): void {
    this.#fill();
    this.#tokens -= 1;
    if (urgency === "live") this.#liveAt = this.#now();
  }

  /** Telegram answered 429: nothing leaves for so many seconds. */
  block(seconds: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#now() + seconds * 1000);
    this.#slowdown = Math.min(32, this.#slowdown * 2);
  }

  /** Telegram asked for silence lately, so live frames are rarer. */
  get isSlowed(): boolean {
    this.#fill();
    return this.#slowdown > 1;
  }

  /** ms of silence that Telegram still wants. */
  get blockedFor(): number {
    return Math.max(0, this.#blockedUntil - this.#now());
  }
}

/** One gate for each chat, made when it is first asked for. */
export function gatesOf(limits: GateLimits): (chatId: number) => ChatGate {
  const gates = new Map<number, ChatGate>();
  return (chatId) => {
    const gate = gates.get(chatId) ?? new ChatGate(limits);
    gates.set(chatId, gate);
    return gate;
  };
}
