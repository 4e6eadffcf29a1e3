import type { ControllerError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { FailureContext } from "./failure.ts";
import { abortedFailure, timeoutFailure } from "./to-controller-error.ts";
import type { TransportRequest } from "./transport.ts";

/** A call that nobody waits for any more is hung up on after this, in case the core hangs. */
const detachedMs = 60_000;

/** One call from its caller's side: the deadline, the abort and the end of the client, each of which ends the wait. */
export class PendingCall {
  readonly request: TransportRequest;
  #context: FailureContext;
  #reject: (error: ControllerError) => void;
  #timer: NodeJS.Timeout;
  #exchange: Exchange | undefined;
  #ended: ControllerError | undefined;

  constructor(request: TransportRequest, context: FailureContext, reject: (error: ControllerError) => void) {
    this.request = request;
    this.#context = context;
    this.#reject = reject;
    this.#timer = setTimeout(this.#onDeadline, request.deadlineMs);
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Why the caller waits no longer. */
  get ended(): ControllerError | undefined {
    return this.#ended;
  }

  get context(): FailureContext {
    return { ...this.#context, sent: this.#exchange?.sent ?? false };
  }

  /** The exchange that stands for the call now. */
  attach(exchange: Exchange): void {
    this.#exchange = exchange;
  }

  /** The call has its outcome. */
  settle(): void {
    clearTimeout(this.#timer);
    this.request.signal?.removeEventListener("abort", this.#onAbort);
  }

  /** Ends the wait and the request, whatever the row says about hanging up. */
  kill(): void {
    this.#end(abortedFailure(this.context), false);
  }

  readonly #onAbort = (): void => this.#end(abortedFailure(this.context), this.#detaches);
  readonly #onDeadline = (): void => this.#end(timeoutFailure(this.request.deadlineMs, this.context), this.#detaches);

  get #detaches(): boolean {
    const { row } = this.request;
    return row.kind === "command" && row.onAbort === "detach" && this.#exchange?.sent === true;
  }

  #end(error: ControllerError, detach: boolean): void {
    this.settle();
    this.#ended ??= error;
    this.#reject(error);
    if (detach) this.#timer = setTimeout(() => this.#exchange?.cancel(error), detachedMs).unref();
    else this.#exchange?.cancel(error);
  }
}
