import type { ChatGate } from "../delivery/gate.ts";
import type { Outcome } from "../delivery/outbox.ts";
import { pause } from "../pause.ts";

/** `once`: what an outage swallows is not sent again by itself. */
export type Patience = "once" | "without end";

export interface TurnsOptions {
  readonly gate: ChatGate;
  readonly isOnline: () => boolean;
  /** Between two tries, in ms. */
  readonly retryMs: number;
  readonly signal: AbortSignal;
}

/** What leaves for one chat unasked: one after the other, as fast as the chat's gate allows. */
export class Turns {
  readonly #options: TurnsOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Resolves when Telegram has taken or refused it; undefined: the process ends, or `once` found Telegram away. */
  async take(deliver: () => Promise<Outcome>, patience: Patience): Promise<Outcome | undefined> {
    const turn = this.#last.then(() => this.#tries(deliver, patience));
    this.#last = turn.catch(() => undefined);
    return await turn;
  }

  async #tries(deliver: () => Promise<Outcome>, patience: Patience): Promise<Outcome | undefined> {
    const { gate, isOnline, retryMs, signal } = this.#options;
    while (!signal.aborted) {
      if (patience === "once" && !isOnline()) return undefined;
      const wait = isOnline() ? gate.delay("user") : retryMs;
      if (wait > 0) {
        await pause(wait, signal);
        continue;
      }
      gate.take("user");
      const outcome = await deliver();
      if (outcome.kind === "flood") gate.block(outcome.seconds);
      else if (isOutage(outcome) && patience === "without end") await pause(retryMs, signal);
      else return outcome;
    }
    return undefined;
  }
}

/** Telegram could not be reached, or could not answer. */
export function isOutage({ kind }: Outcome): boolean {
  return kind === "network" || kind === "server" || kind === "conflict";
}
