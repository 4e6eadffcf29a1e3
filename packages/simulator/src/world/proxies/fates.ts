import { hashText, type Random } from "../../random.ts";
import { isObject } from "../../go/decode.ts";

/** What a test of a node meets: a delay in ms, give or take `jitter`, lost with a probability, or a failure each time. */
export interface Fate {
  readonly delay?: number;
  readonly jitter?: number;
  readonly loss?: number;
  /** `timeout`: never answers; `error`: answers at once with a failure. */
  readonly fail?: "timeout" | "error";
}

/** One test as it will go. */
export type Outcome = { readonly delay: number } | { readonly fail: "timeout" | "error"; readonly afterMs: number };

const builtin: Readonly<Record<string, Fate>> = {
  DIRECT: { delay: 12, jitter: 4 },
  COMPATIBLE: { delay: 12, jitter: 4 },
  REJECT: { fail: "error" },
  "REJECT-DROP": { fail: "error" },
  PASS: { fail: "error" },
  "PASS-RULE": { fail: "error" },
};

/** Whether a value of a config reads as a fate. */
export function isFate(value: unknown): value is Fate {
  return isObject(value) && ["delay", "jitter", "loss", "fail"].some((key) => Object.hasOwn(value, key));
}

/** A name without what subscriptions append and change (`HK 01 | x1.2` → `HK 01`). */
function plainName(name: string): string {
  return name.replace(/\s*\|.*$/s, "");
}

/** The fate of every node, by name. A node that nobody spoke of gets one from its name, always the same. */
export class Fates {
  readonly #known = new Map<string, Fate>();
  /** Times the delay of each node is stretched by the weather; absent = 1. */
  readonly #drift = new Map<string, number>();
  readonly #dead = new Set<string>();
  readonly #waiters = new Set<() => void>();
  readonly #random: Random;

  constructor(known: Iterable<readonly [string, Fate]>, random: Random) {
    for (const [name, fate] of known) this.#known.set(name, fate);
    this.#random = random;
  }

  /** Decides the fate of a node from now on. */
  set(name: string, fate: Fate): void {
    this.#known.set(name, fate);
    this.#changed();
  }

  /** Calls `fn` at the next change of anybody's fate; the answer cancels that. */
  onChange(fn: () => void): () => void {
    this.#waiters.add(fn);
    return () => this.#waiters.delete(fn);
  }

  #changed(): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const fn of waiters) fn();
  }

  /** Stretches the delay of a node (1 = as its fate says). */
  setDrift(name: string, factor: number): void {
    this.#drift.set(plainName(name), factor);
  }

  /** Makes a node time out until {@link revive}. */
  kill(name: string): void {
    this.#dead.add(plainName(name));
  }

  /** Ends what {@link kill} began. */
  revive(name: string): void {
    this.#dead.delete(plainName(name));
    this.#changed();
  }

  /** Whether {@link kill} holds for a node. */
  isDead(name: string): boolean {
    return this.#dead.has(plainName(name));
  }

  /** Whether a node takes connections and never answers. */
  isHanging(name: string): boolean {
    return this.isDead(name) || this.get(name).fail === "timeout";
  }

  /** The fate of a node: by its full name, then by its plain name. */
  get(name: string): Fate {
    const own = this.#known.get(name) ?? this.#known.get(plainName(name));
    if (own !== undefined) return own;
    if (Object.hasOwn(builtin, name)) return builtin[name] ?? {};
    const luck = hashText(plainName(name));
    return { delay: 25 + (luck % 220), jitter: 5 + (luck % 12) };
  }

  /** Rolls the dice for one test. */
  roll(name: string): Outcome {
    const fate = this.get(name);
    const lost = this.#random.chance(fate.loss ?? 0);
    if (fate.fail === "timeout" || lost || this.isDead(name))
      return { fail: "timeout", afterMs: Number.POSITIVE_INFINITY };
    if (fate.fail === "error") return { fail: "error", afterMs: fate.delay ?? 0 };
    const jitter = fate.jitter ?? 0;
    const swing = jitter === 0 ? 0 : this.#random.between(-jitter, jitter);
    return { delay: Math.max(0, Math.round((fate.delay ?? 0) * (this.#drift.get(plainName(name)) ?? 1) + swing)) };
  }
}
