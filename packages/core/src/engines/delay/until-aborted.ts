import { ControllerError } from "../../client/errors.ts";

/** What a caller hears whose signal came. */
export function cancelled(): ControllerError {
  return new ControllerError("aborted", "The delay test was cancelled.", { endpoint: "test-delay" });
}

/** Waits for `work` until the signal comes; then the caller is free at once, and the work goes on by itself. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
