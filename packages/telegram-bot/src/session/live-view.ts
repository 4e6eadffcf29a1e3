import type { Controller } from "@pointsman/core";
import { failureText } from "../delivery/failure.ts";
import type { Log } from "../delivery/log.ts";
import type { Pace } from "../polling/pace.ts";
import type { interestOf } from "./route.ts";

export interface LiveViewOptions {
  readonly pace: Pace;
  readonly log: Log;
  readonly redraw: () => void;
  /** The person has not tapped for so long that the view rests. */
  readonly onEnd: () => void;
}

/** The first change after a tap is drawn after at most this time, however calm the screen's pace is. */
const firstFrameMs = 1000;
/** Changes that come together are drawn together. */
const gatherMs = 50;

/** Keeps the screen of one chat up to date while somebody looks: one watch, redraws at a bearable pace, an end. */
export class LiveView {
  readonly #options: LiveViewOptions;
  #watch = new AbortController();
  #end: NodeJS.Timeout | undefined;
  #next: NodeJS.Timeout | undefined;
  #calm: NodeJS.Timeout | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #frameMs = 0;

  constructor(options: LiveViewOptions) {
    this.#options = options;
  }

  /** Starts anew, with the full time before it rests. */
  start(controller: Controller, { watches, busy, slows, frameMs }: ReturnType<typeof interestOf>): void {
    this.stop();
    const { pace, log, onEnd } = this.#options;
    this.#frameMs = frameMs ?? (busy === true ? pace.busyFrameMs : pace.frameMs);
    this.#drawnAt = Date.now() - this.#frameMs + Math.min(firstFrameMs, this.#frameMs);
    if (slows === true)
      this.#calm = setTimeout(() => {
        this.#frameMs = Math.max(this.#frameMs, pace.slowFrameMs);
      }, pace.slowAfterMs);
    const watch = new AbortController();
    this.#watch = watch;
    this.#end = setTimeout(() => {
      this.stop();
      onEnd();
    }, pace.liveMs);
    if (watches.length === 0) return;
    const { signal } = watch;
    const follow = async (): Promise<void> => {
      for await (const _ of controller.observer.watch({ parts: watches, everyMs: this.#frameMs }, { signal }))
        this.request(true);
    };
    void follow().catch((error: unknown) => log.error(`A live view ended: ${failureText(error)}`));
  }

  /** Asks for a redraw: soon, or with `paced` not before the next frame is due. */
  request(paced: boolean): void {
    const due = paced ? Math.max(gatherMs, this.#drawnAt + this.#frameMs - Date.now()) : 0;
    if (this.#next !== undefined) {
      if (paced) return;
      clearTimeout(this.#next);
    }
    this.#next = setTimeout(() => {
      this.#next = undefined;
      this.#drawnAt = Date.now();
      this.#options.redraw();
    }, due);
  }

  stop(): void {
    this.#watch.abort();
    clearTimeout(this.#end);
    clearTimeout(this.#calm);
    clearTimeout(this.#next);
    this.#next = undefined;
  }
}
