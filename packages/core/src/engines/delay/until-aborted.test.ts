import { expect, test } from "vitest";
import { untilAborted } from "./until-aborted.ts";

test("gives what the work gives, or its error", async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(untilAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("rejects as aborted at the signal, also at one that came before", async () => {
  const stop = new AbortController();
  const waiting = untilAborted(new Promise(() => {}), stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  await expect(untilAborted(Promise.resolve(1), stop.signal)).rejects.toMatchObject({ code: "aborted" });
});
