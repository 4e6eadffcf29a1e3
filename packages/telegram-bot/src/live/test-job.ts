import { randomBytes } from "node:crypto";
import type { Actor, Controller, OperationInput } from "@pointsman/core";
import { isControllerError } from "@pointsman/core";

/** What is tested: one group, one node as a group judges it, or what all groups use now. */
export type TestTarget =
  | { readonly kind: "group"; readonly group: string }
  | { readonly kind: "node"; readonly group: string; readonly node: string }
  | { readonly kind: "current" };

export interface TestJobOptions {
  readonly controller: Controller;
  readonly target: TestTarget;
  readonly input: OperationInput<"test-delay">;
  readonly actor: Actor;
  readonly onChange: () => void;
}

interface TestedSoFar {
  readonly node: string;
  readonly delay: number | null;
}

function isTested(data: unknown): data is TestedSoFar {
  return (
    typeof data === "object" && data !== null && "node" in data && typeof data.node === "string" && "delay" in data
  );
}

/** A delay test that runs on while people look elsewhere, and can be stopped. */
export class TestJob {
  /** Names it in the Stop button. */
  readonly id = randomBytes(6).toString("base64url");
  readonly controllerId: string;
  readonly target: TestTarget;
  readonly finished: Promise<void>;
  readonly #abort = new AbortController();
  readonly #results = new Map<string, number | null>();
  #state: "running" | "done" | "stopped" | "failed" = "running";
  #done = 0;
  #total = 0;
  #tookMs = 0;
  #error: unknown;

  constructor(options: TestJobOptions) {
    this.controllerId = options.controller.id;
    this.target = options.target;
    this.finished = this.#run(options);
  }

  get state(): "running" | "done" | "stopped" | "failed" {
    return this.#state;
  }

  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#total };
  }

  get tookMs(): number {
    return this.#tookMs;
  }

  /** Why it failed. */
  get error(): unknown {
    return this.#error;
  }

  /** Fastest first, then those that did not answer. */
  get results(): readonly { readonly name: string; readonly delay: number | null }[] {
    return Array.from(this.#results, ([name, delay]) => ({ name, delay })).sort(
      (a, b) => (a.delay ?? Number.POSITIVE_INFINITY) - (b.delay ?? Number.POSITIVE_INFINITY),
    );
  }

  stop(): void {
    this.#abort.abort();
  }

  async #run({ controller, input, actor, onChange }: TestJobOptions): Promise<void> {
    const startedAt = performance.now();
    try {
      const output = await controller.run("test-delay", input, {
        actor,
        signal: this.#abort.signal,
        progress: ({ done, total, data }) => {
          this.#done = done;
          this.#total = total;
          if (isTested(data)) this.#results.set(data.node, data.delay);
          onChange();
        },
      });
      for (const { node, delay } of output.results) this.#results.set(node, delay);
      this.#done = output.results.length;
      this.#total = output.results.length;
      this.#state = "done";
    } catch (error) {
      const stopped = isControllerError(error) && error.code === "aborted";
      this.#state = stopped ? "stopped" : "failed";
      if (!stopped) this.#error = error;
    }
    this.#tookMs = performance.now() - startedAt;
    onChange();
  }
}
