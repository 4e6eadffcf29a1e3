import { type Controller, isControllerError, type Part } from "@pointsman/core";
import type { Answer } from "../screens/watch/survey-line.ts";

/** So long one controller may take to say that it is there, in ms; then it counts as away. */
const answerMs = 3000;
/** So long it may take to tell the rest. */
const restMs = 4000;
const rest: readonly Part[] = ["version", "settings", "traffic", "connections"];

export interface SurveyOptions {
  readonly controllers: readonly Controller[];
  /** Ends all asking. */
  readonly signal: AbortSignal;
  /** Another one has answered, or has told more. */
  readonly onChange: () => void;
  /** Monotonic, in ms; replaced in tests. */
  readonly now?: () => number;
}

/**
 * Asks all controllers at once whether they are there, and then for what an overview shows, which their pictures hold
 * afterwards. Each is on its own: one that is dead keeps the others from nothing.
 */
export class Survey {
  /** Every controller has answered, or had its time. Never rejects. */
  readonly done: Promise<void>;
  readonly #options: SurveyOptions;
  readonly #now: () => number;
  readonly #answers = new Map<string, Answer>();

  constructor(options: SurveyOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    for (const { id } of options.controllers) this.#answers.set(id, { state: "asking" });
    this.done = Promise.all(options.controllers.map(async (one) => await this.#ask(one))).then(() => undefined);
  }

  /** What this controller said; undefined: it was not asked. */
  answerOf(controllerId: string): Answer | undefined {
    return this.#answers.get(controllerId);
  }

  async #ask(controller: Controller): Promise<void> {
    const answer = await pinged(controller, this.#options.signal, this.#now);
    this.#tell(controller.id, answer);
    if (answer.state !== "here") return;
    const ends = AbortSignal.any([this.#options.signal, AbortSignal.timeout(restMs)]);
    const told = await controller.observer.refresh(rest, { signal: ends }).then(
      () => true,
      // It answered, so it is there: what it did not tell is not shown.
      () => false,
    );
    if (told) this.#tell(controller.id, answer);
  }

  #tell(id: string, answer: Answer): void {
    if (this.#options.signal.aborted) return;
    this.#answers.set(id, answer);
    this.#options.onChange();
  }
}

/** One question of the smallest kind, with its time. */
export async function pinged(
  { client }: Controller,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<Exclude<Answer, { state: "asking" }>> {
  const from = now();
  try {
    await client.version.get({}, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) });
    return { state: "here", rttMs: now() - from };
  } catch (error) {
    const code = isControllerError(error) ? error.code : "unexpected-response";
    // Our own patience ended.
    return { state: "away", code: code === "aborted" ? "timeout" : code };
  }
}
