import type { Picture, PictureDesk } from "../features/press.ts";
import { failureText } from "./failure.ts";
import type { ChatGate } from "./gate.ts";
import type { Log } from "./log.ts";
import type { Outbox, Outcome } from "./outbox.ts";

/** So long a picture waits for its chat's allowance; then the person is told to tap again. */
const patienceMs = 10_000;

export interface PictureDeskOptions {
  /** SVG to PNG. */
  readonly draw: (svg: string) => Promise<Uint8Array>;
  readonly outbox: Pick<Outbox, "sendPhoto" | "editPhoto" | "drawing">;
  /** The allowance of a person's chat, shared with its screens. */
  readonly gateOf: (personId: number) => ChatGate;
  readonly log: Log;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
  /** Replaced in tests; ms. */
  readonly now?: () => number;
}

/** Draws pictures and sends them, one at a time per chat, within the chat's allowance. */
export class Pictures implements PictureDesk {
  readonly #options: PictureDeskOptions;
  readonly #now: () => number;
  readonly #last = new Map<number, Promise<unknown>>();

  constructor(options: PictureDeskOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async show(personId: number, picture: Picture, messageId?: number): Promise<Outcome | { readonly kind: "undrawn" }> {
    const before = this.#last.get(personId);
    const turn = (async () => {
      await before;
      return await this.#show(personId, picture, messageId);
    })();
    this.#last.set(personId, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(personId) === turn) this.#last.delete(personId);
    }
  }

  async #show(
    personId: number,
    { svg, caption }: Picture,
    messageId: number | undefined,
  ): Promise<Outcome | { readonly kind: "undrawn" }> {
    const { draw, outbox, log, gateOf } = this.#options;
    const gate = gateOf(personId);
    // A call like any other, so only where none has to wait for it.
    if (messageId === undefined && gate.delay("live") === 0) {
      gate.take("user");
      void outbox.drawing(personId);
    }
    let photo: Uint8Array;
    try {
      photo = await draw(svg);
    } catch (error) {
      log.error(`A chart could not be drawn: ${failureText(error)}`);
      return { kind: "undrawn" };
    }
    if (messageId !== undefined) {
      const edited = await this.#paced(
        personId,
        async () => await outbox.editPhoto(personId, messageId, photo, caption),
      );
      // The picture was deleted: then it is a new one.
      if (edited.kind !== "gone") return edited;
    }
    return await this.#paced(personId, async () => await outbox.sendPhoto(personId, photo, caption));
  }

  /** Waits for the chat's allowance, and for what a 429 asks for, but no longer than a person would. */
  async #paced(personId: number, call: () => Promise<Outcome>): Promise<Outcome> {
    const { gateOf, signal } = this.#options;
    const gate = gateOf(personId);
    const until = this.#now() + patienceMs;
    for (;;) {
      const wait = gate.delay("user");
      if (this.#now() + wait > until || signal.aborted) return { kind: "flood", seconds: Math.ceil(wait / 1000) };
      if (wait > 0) {
        await sleep(wait, signal);
        continue;
      }
      gate.take("user");
      const outcome = await call();
      if (outcome.kind !== "flood") return outcome;
      gate.block(outcome.seconds);
    }
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end, { once: true });
  await promise;
  signal.removeEventListener("abort", end);
  clearTimeout(timer);
}
