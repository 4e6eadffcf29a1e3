import type { Controller, Part } from "@pointsman/core";
import { pause } from "../pause.ts";
import type { ChatGate } from "../delivery/gate.ts";
import type { Outbox, Outcome } from "../delivery/outbox.ts";
import type { Screen } from "../screens/kit/layout.ts";

/** The slowest that Telegram can make it, in ms. */
const slowestMs = 60_000;
/** Though nothing changed, its time is renewed so often: an old one shows that nothing comes any more. */
const renewMs = 5 * 60_000;

export interface PinnedDashboardOptions {
  readonly chatId: number;
  readonly messageId: number;
  readonly controller: Controller;
  /** What is read of it. */
  readonly parts: readonly Part[];
  readonly everyMs: number;
  readonly outbox: Pick<Outbox, "edit">;
  readonly gate: ChatGate;
  readonly isOnline: () => boolean;
  readonly now: () => number;
  readonly draw: () => Screen;
  /** What stands in the message already. */
  readonly shown?: Screen;
  /** The message is gone, or the person wants nothing of us. */
  readonly onGone: () => void;
  /** A frame could not be drawn. The next one may be. */
  readonly onFault: (error: unknown) => void;
}

/** One dashboard that goes on for ever: read and drawn every `everyMs`, and never sent twice the same. */
export class PinnedDashboard {
  readonly messageId: number;
  readonly controller: Controller;
  /** Resolves after `stop`. */
  readonly done: Promise<void>;
  readonly #options: PinnedDashboardOptions;
  readonly #stop = new AbortController();
  #shown: Screen | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(options: PinnedDashboardOptions) {
    this.#options = options;
    if (options.shown !== undefined) this.#keep(options.shown);
    this.messageId = options.messageId;
    this.controller = options.controller;
    this.done = this.#run();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { controller, parts, everyMs, gate, onFault } = this.#options;
    const { signal } = this.#stop;
    const watching = watch(controller, parts, everyMs, signal);
    while (!signal.aborted) {
      await this.#frame().catch(onFault);
      await pause(gate.isSlowed ? Math.min(slowestMs, 2 * everyMs) : everyMs, signal);
    }
    await watching;
  }

  /** A frame that cannot leave now is left out: the next one is as good. */
  async #frame(): Promise<void> {
    const { chatId, outbox, gate, isOnline, draw, now } = this.#options;
    if (this.#stop.signal.aborted || !isOnline() || gate.delay("live") > 0) return;
    const screen = draw();
    const isSame = this.#shown !== undefined && sameScreen(screen, this.#shown);
    if (isSame && now() - this.#sentAt < renewMs) return;
    gate.take("live");
    this.#note(await outbox.edit(chatId, this.messageId, screen), screen);
  }

  #keep(screen: Screen): void {
    this.#shown = screen;
    this.#sentAt = this.#options.now();
  }

  #note(outcome: Outcome, screen: Screen): void {
    const { gate, onGone } = this.#options;
    if (outcome.kind === "sent" || outcome.kind === "not-modified") this.#keep(screen);
    else if (outcome.kind === "flood") gate.block(outcome.seconds);
    else if (outcome.kind === "gone" || outcome.kind === "blocked") {
      this.stop();
      onGone();
    }
  }
}

function sameScreen(a: Screen, b: Screen): boolean {
  return a.sameAs === b.sameAs && JSON.stringify(a.keyboard) === JSON.stringify(b.keyboard);
}

/** Keeps the picture fresh. A core that is away is in the picture as well; one that is closed ends it. */
async function watch(
  controller: Controller,
  parts: readonly Part[],
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const _ of controller.observer.watch({ parts, everyMs }, { signal })) if (signal.aborted) return;
      return;
    } catch {
      // It fell behind, or was cut: looked at anew with the next frame.
      await pause(everyMs, signal);
    }
  }
}
