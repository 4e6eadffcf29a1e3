import type { Clock } from "../../clock.ts";
import { badRequest } from "../errors.ts";
import type { Limits } from "../limits.ts";

/** What the person sees after a press: nothing, a toast (`text`), an alert, or a page to open. */
export interface CallbackAnswer {
  text?: string;
  showAlert: boolean;
  url?: string;
}

/** A press while its button shows the spinner. */
export interface PendingPress {
  id: string;
  userId: number;
  chatId: number;
  messageId: number;
  data: string;
}

interface OpenPress extends PendingPress {
  expiresAt: number;
  settle(answer: CallbackAnswer | undefined): void;
}

/** The presses that wait for an answer. Each can be answered once, and only within `limits.answerWithinMs`. */
export class CallbackQueries {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #open = new Map<string, OpenPress>();
  #count = 0;

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Registers a press. `answered` resolves with the bot's answer, or with `undefined` when the time for one is over or
   * the server stops.
   */
  open(press: Omit<PendingPress, "id">): { id: string; answered: Promise<CallbackAnswer | undefined> } {
    this.#count += 1;
    const id = String(4_100_000_000_000_000 + this.#count);
    const { promise, resolve } = Promise.withResolvers<CallbackAnswer | undefined>();
    const cancelTimer = this.#clock.after(this.#limits.answerWithinMs, () => this.#settle(id, undefined));
    this.#open.set(id, {
      ...press,
      id,
      expiresAt: this.#clock.now() + this.#limits.answerWithinMs,
      settle: (answer) => {
        cancelTimer();
        resolve(answer);
      },
    });
    return { id, answered: promise };
  }

  /** Answers a press; refuses one that is unknown, answered already or too old. */
  answer(id: string, answer: CallbackAnswer): void {
    const press = this.#open.get(id);
    if (press === undefined || press.expiresAt <= this.#clock.now()) {
      throw badRequest("query is too old and response timeout expired or query ID is invalid");
    }
    this.#settle(id, answer);
  }

  /** The presses of one person that still show a spinner. */
  pendingOf(userId: number): PendingPress[] {
    return [...this.#open.values()]
      .filter((press) => press.userId === userId)
      .map(({ id, chatId, messageId, data }) => ({ id, userId, chatId, messageId, data }));
  }

  stop(): void {
    for (const id of this.#open.keys()) this.#settle(id, undefined);
  }

  #settle(id: string, answer: CallbackAnswer | undefined): void {
    const press = this.#open.get(id);
    this.#open.delete(id);
    press?.settle(answer);
  }
}
