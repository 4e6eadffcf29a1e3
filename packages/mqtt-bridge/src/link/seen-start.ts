import type { MemoryOfHouse } from "../memory/house-memory.ts";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";

/**
 * When a core was seen to start, as it does not tell by itself. Known over our own restarts, too, as long as the core still
 * bears the mark that it had then; a core that reads its config again has a new one and goes on.
 */
export class SeenStart {
  readonly #memory: Pick<MemoryOfHouse, "start">;
  readonly #now: () => number;
  #at: number | undefined;
  #life: string | undefined;
  /** The mark of before the start that was seen last. */
  #former: string | undefined;

  /** @param now Unix time in ms */
  constructor(memory: Pick<MemoryOfHouse, "start">, now: () => number = Date.now) {
    this.#memory = memory;
    this.#now = now;
  }

  /** Unix time in ms; undefined where nobody saw it. */
  get at(): number | undefined {
    return this.#at;
  }

  /** An earlier life of ours saw a start, and whether it is of this core is not known yet. */
  get isOpen(): boolean {
    return this.#at === undefined && this.#life === undefined && this.#memory.start !== undefined;
  }

  restarted(): void {
    this.#at = this.#now();
    this.#former = this.#life;
  }

  /** The mark of the core's present state; undefined where it is not known yet. */
  saw(life: string | undefined): void {
    // Right after a start the house is still known as it was before.
    if (life === undefined || life === this.#former) return;
    this.#life = life;
    const kept = this.#memory.start;
    if (this.#at === undefined && kept?.life === life) this.#at = kept.at;
    const isNews = this.#at !== undefined && (kept?.life !== life || kept.at !== this.#at);
    if (isNews && this.#at !== undefined) this.#memory.start = { life, at: this.#at };
  }
}

/** When the core started. What was told of an earlier life of it is taken back: "None" is unknown to Home Assistant. */
export function startedStates(
  { started }: Pick<ControllerTopics, "started">,
  {
    at,
    life,
    wasTold,
  }: { readonly at: number | undefined; readonly life: string | undefined; readonly wasTold: boolean },
): Message[] {
  if (at !== undefined) return [retained(started, new Date(at).toISOString())];
  return life !== undefined && wasTold ? [retained(started, "None")] : [];
}
