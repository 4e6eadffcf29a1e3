import { ControllerError } from "../client/errors.ts";

export interface LockRequest {
  /** For the sentence of `busy`. */
  readonly operation: string;
  /** Two runs with the same target wait for each other; undefined: no other is disturbed. */
  readonly target: string | undefined;
  /** The whole controller: nothing new starts meanwhile (`busy`), and what runs is waited for. */
  readonly exclusive: boolean;
  /** Part of an operation that runs already, which an exclusive one waits for: it must not be refused half-way. */
  readonly isNested?: boolean;
  readonly signal: AbortSignal;
}

/** Who may touch what of one controller right now. */
export class Locks {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #running = new Set<Promise<void>>();
  #exclusive: string | undefined;

  /**
   * Waits for its turn and returns the way to give it back. Throws `busy` while an exclusive operation runs and `aborted`
   * (nothing happened) when the signal comes first.
   */
  async acquire(request: LockRequest): Promise<() => void> {
    if (this.#exclusive !== undefined && request.isNested !== true) {
      throw new ControllerError(
        "busy",
        `${this.#exclusive} is running on this controller; try again when it is done.`,
        {
          endpoint: request.operation,
          reason: this.#exclusive,
          effect: "none",
        },
      );
    }
    const before = this.#before(request);
    let release = (): void => {};
    const done = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#enter(request, done);
    const leave = (): void => {
      this.#leave(request, done);
      release();
    };
    try {
      if (before !== undefined) await untilAborted(before, request);
      return leave;
    } catch (error) {
      // Whoever queued behind us must still wait for those before us. Nobody queues behind an exclusive one.
      if (request.exclusive) leave();
      else void before?.then(leave);
      throw error;
    }
  }

  /** What must end before this may start. */
  #before(request: LockRequest): Promise<unknown> | undefined {
    if (request.exclusive) return Promise.all(this.#running);
    return request.target === undefined ? undefined : this.#tails.get(request.target);
  }

  #enter(request: LockRequest, done: Promise<void>): void {
    this.#running.add(done);
    if (request.exclusive) this.#exclusive = request.operation;
    if (request.target !== undefined) this.#tails.set(request.target, done);
  }

  #leave(request: LockRequest, done: Promise<void>): void {
    this.#running.delete(done);
    if (request.exclusive) this.#exclusive = undefined;
    if (request.target !== undefined && this.#tails.get(request.target) === done) this.#tails.delete(request.target);
  }
}

/** Waits for `turn`, but no longer than until the abort. */
function untilAborted(turn: Promise<unknown>, { operation, signal }: LockRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void =>
      reject(
        new ControllerError("aborted", `${operation} was cancelled while it waited for its turn.`, {
          endpoint: operation,
          effect: "none",
        }),
      );
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    void turn.then(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
  });
}
