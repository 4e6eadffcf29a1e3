import { ControllerError } from "../client/errors.ts";

/** Waits for `work` until the signal comes, then rejects with `aborted` for this caller alone: the work goes on for others. */
export function abortable<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void =>
      reject(new ControllerError("aborted", "The reading was aborted by its caller.", { effect: "none" }));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener("abort", onAbort, { once: true });
    const done = (): void => signal.removeEventListener("abort", onAbort);
    work.then(resolve, reject).finally(done);
  });
}
