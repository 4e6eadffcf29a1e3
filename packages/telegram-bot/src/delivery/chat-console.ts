import type { Screen } from "../screens/kit/layout.ts";
import type { Failure } from "./failure.ts";
import type { ChatGate, Urgency } from "./gate.ts";
import type { Outbox } from "./outbox.ts";

/** How long a screen that a person asked for waits after Telegram could not be reached: doubled each time, up to 30 s. */
const firstRetryMs = 2000;
const longestRetryMs = 30_000;

/** What decides whether a screen must be sent: all of it for a person, what a frame is about for a frame. */
function signature({ text, sameAs, keyboard }: Screen, urgency: Urgency): string {
  const words = urgency === "user" ? text.markup : (sameAs ?? text.markup);
  return `${words}\n${JSON.stringify(keyboard)}`;
}

interface Wanted {
  readonly screen: Screen;
  readonly urgency: Urgency;
}

/**
 * The one message of a chat that is edited through all screens. Only the newest screen is sent, at the pace that the
 * chat's gate allows, and only where it differs from what is shown.
 */
export class ChatConsole {
  readonly #outbox: Outbox;
  readonly #gate: ChatGate;
  readonly #chatId: number;
  readonly #onLost: () => void;
  #messageId: number | undefined;
  #shown: Screen | undefined;
  #wanted: Wanted | undefined;
  /** Counts the messages that were the console, so that a late answer about a former one is not taken for this one. */
  #epoch = 0;
  #failures = 0;
  #pump: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #closed = false;

  /** `onLost`: the message is gone, or the person wants nothing of us: live frames make no sense any more. */
  constructor(outbox: Outbox, gate: ChatGate, chatId: number, onLost: () => void) {
    this.#outbox = outbox;
    this.#gate = gate;
    this.#chatId = chatId;
    this.#onLost = onLost;
  }

  /** The next screen becomes a new message at the end of the chat. */
  renew(): void {
    this.#become(undefined);
  }

  /** The console is from now on this message: the one whose button was pressed. */
  adopt(messageId: number): void {
    if (messageId !== this.#messageId) this.#become(messageId);
  }

  #become(messageId: number | undefined): void {
    this.#epoch += 1;
    this.#messageId = messageId;
    this.#shown = undefined;
  }

  /** Makes this the newest wanted screen. Returns at once; `settled()` waits. */
  show(screen: Screen, urgency: Urgency): void {
    if (this.#closed) return;
    const urgent = urgency === "user" || this.#wanted?.urgency === "user";
    this.#wanted = { screen, urgency: urgent ? "user" : "live" };
    this.#wake?.();
    this.#pump ??= this.#run().finally(() => {
      this.#pump = undefined;
    });
  }

  /** The message that is edited; undefined: the next screen becomes a new one. */
  get messageId(): number | undefined {
    return this.#messageId;
  }

  /** A message of ours stands in the chat. */
  get isShowing(): boolean {
    return this.#messageId !== undefined;
  }

  /** Telegram asked for silence in this chat lately. */
  get isSlowed(): boolean {
    return this.#gate.isSlowed;
  }

  /** ms of silence that Telegram still wants in this chat. */
  get blockedForMs(): number {
    return this.#gate.blockedFor;
  }

  /** Resolves when nothing more is wanted. */
  async settled(): Promise<void> {
    await this.#pump;
  }

  /** Telegram is back: what waits for a better moment is tried now. */
  nudge(): void {
    this.#wake?.();
  }

  /** Nothing leaves any more. */
  close(): void {
    this.#closed = true;
    this.#wanted = undefined;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (this.#wanted !== undefined) {
      const wanted = this.#wanted;
      if (this.#isShown(wanted)) {
        this.#wanted = undefined;
        return;
      }
      const wait = this.#gate.delay(wanted.urgency);
      if (wait > 0) await this.#sleep(wait);
      else await this.#deliver(wanted);
    }
  }

  #isShown({ screen, urgency }: Wanted): boolean {
    if (this.#messageId === undefined || this.#shown === undefined) return false;
    return signature(screen, urgency) === signature(this.#shown, urgency);
  }

  async #deliver({ screen, urgency }: Wanted): Promise<void> {
    this.#wanted = undefined;
    const epoch = this.#epoch;
    const target = this.#messageId;
    this.#gate.take(urgency);
    const outcome =
      target === undefined
        ? await this.#outbox.send(this.#chatId, screen)
        : await this.#outbox.edit(this.#chatId, target, screen);
    if (epoch !== this.#epoch) return;
    if (outcome.kind === "sent" || outcome.kind === "not-modified") {
      this.#messageId = outcome.kind === "sent" ? outcome.messageId : target;
      this.#shown = screen;
      this.#failures = 0;
      return;
    }
    await this.#recover(outcome, { screen, urgency });
  }

  async #recover(failure: Failure, wanted: Wanted): Promise<void> {
    const asked = wanted.urgency === "user";
    switch (failure.kind) {
      case "gone":
        this.#become(undefined);
        if (asked) this.#wanted ??= wanted;
        else this.#onLost();
        return;
      case "flood":
        this.#gate.block(failure.seconds);
        if (asked) this.#wanted ??= wanted;
        return;
      case "network":
        // It may stand in the chat: sent again it would stand there twice, and its own buttons bring it back to us.
        if (failure.sent && this.#messageId === undefined) {
          this.#onLost();
          return;
        }
        await this.#retry(wanted);
        return;
      case "server":
      case "conflict":
        await this.#retry(wanted);
        return;
      case "blocked":
        this.#onLost();
        return;
      case "not-modified":
      case "markup":
      case "keyboard":
      case "too-late":
      case "token":
      case "other":
        return;
    }
  }

  /** A person's screen is tried again later; live frames are dropped. */
  async #retry(wanted: Wanted): Promise<void> {
    if (wanted.urgency === "live") return;
    this.#wanted ??= wanted;
    this.#failures += 1;
    await this.#sleep(Math.min(longestRetryMs, firstRetryMs * 2 ** (this.#failures - 1)));
  }

  /** Ends early when another screen is wanted or the console closes. */
  async #sleep(ms: number): Promise<void> {
    if (this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#wake = resolve;
    await promise;
    this.#wake = undefined;
    clearTimeout(timer);
  }
}
