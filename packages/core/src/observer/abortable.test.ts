import { expect, test } from "vitest";
import { abortable } from "./abortable.ts";

const never = new Promise<number>(() => {});

test("without a signal the work is what it was", async () => {
  await expect(abortable(Promise.resolve(1), undefined)).resolves.toBe(1);
});

test("an abort ends the wait of its caller only", async () => {
  const caller = new AbortController();
  const [mine, others] = [abortable(never, caller.signal), abortable(Promise.resolve(2), new AbortController().signal)];
  caller.abort();
  await expect(mine).rejects.toMatchObject({ code: "aborted", effect: "none" });
  await expect(others).resolves.toBe(2);
});

test("a signal that was aborted before ends it at once", async () => {
  await expect(abortable(never, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
});

test("a failure of the work is passed on", async () => {
  const { signal } = new AbortController();
  await expect(abortable(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});
