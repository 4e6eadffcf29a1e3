import { ControllerError } from "@pointsman/core";

interface Waiting {
  readonly start: () => void;
  readonly drop: (reason: ControllerError) => void;
}

/**
 * One task at a time per target. Of those that wait only the newest has its turn: whoever pushes a picker to and fro wants
 * the last thing they chose, not every stop on the way.
 */
export class LatestFirst {
  readonly #lanes = new Map<string, { waiting: Waiting | undefined }>();

  /** @throws ControllerError `aborted` where a newer task for the same target came before this one's turn */
  async run<T>(target: string, task: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(target);
    if (lane === undefined) this.#lanes.set(target, { waiting: undefined });
    else {
      await new Promise<void>((start, drop) => {
        lane.waiting?.drop(
          new ControllerError("aborted", "A newer choice for the same target took this one's turn.", {
            effect: "none",
          }),
        );
        lane.waiting = { start, drop };
      });
    }
    try {
      return await task();
    } finally {
      this.#next(target);
    }
  }

  #next(target: string): void {
    const lane = this.#lanes.get(target);
    const waiting = lane?.waiting;
    if (lane === undefined || waiting === undefined) {
      this.#lanes.delete(target);
      return;
    }
    lane.waiting = undefined;
    waiting.start();
  }
}
