import type { Controller } from "../../controller/types.ts";
import type { DelayEngine } from "../delay/types.ts";

interface Test {
  readonly node: string;
  readonly url: string;
}

export interface CurrentTestsOptions {
  readonly delays: Pick<DelayEngine, "test">;
  readonly observer: Pick<Controller["observer"], "refresh">;
  /** The picture has the results now. */
  readonly onTested: (round: "all" | "some") => void;
}

/** Tests nodes through the controller's delay engine and lets the observer read the results; one round at a time. */
export class CurrentTests {
  readonly #options: CurrentTestsOptions;
  readonly #stop = new AbortController();
  #isRunning = false;

  constructor(options: CurrentTestsOptions) {
    this.#options = options;
  }

  /** Resolves when the results are in the picture. A core that cannot be asked is the observer's news, so nothing is thrown. */
  async run(tests: readonly Test[], round: "all" | "some"): Promise<void> {
    const { signal } = this.#stop;
    if (this.#isRunning || signal.aborted || tests.length === 0) return;
    this.#isRunning = true;
    try {
      await this.#options.delays.test(tests, { signal });
      await this.#options.observer.refresh(["nodes"], { signal });
      this.#options.onTested(round);
    } catch {
      // Closed, or the core is gone.
    } finally {
      this.#isRunning = false;
    }
  }

  close(): void {
    this.#stop.abort();
  }
}
