import { describe, expect, test, vi } from "vitest";
import type { DelayResult } from "../../operations/shapes.ts";
import { ProgressReader } from "./progress-reader.ts";
import type { DelayProgress } from "./types.ts";

const step = (done: number): DelayProgress => ({
  done,
  total: 2,
  ok: done,
  dead: 0,
  best: null,
  result: { node: `node ${done}`, delay: 1 },
});

/** A run that does as the test says. */
function open() {
  const { promise, resolve, reject } = Promise.withResolvers<readonly DelayResult[]>();
  let push: (progress: DelayProgress) => void = () => {};
  const cancel = vi.fn(() => reject(new Error("cancelled")));
  const run = new ProgressReader((tell) => {
    push = tell;
    return promise;
  }, cancel);
  return { run, cancel, push: (progress: DelayProgress) => push(progress), resolve, reject };
}

describe("a run's progress", () => {
  test("is kept for a reader who comes late, and ends with the run", async () => {
    const { run, push, resolve } = open();
    push(step(1));
    push(step(2));
    resolve([]);
    expect(await run.results).toEqual([]);
    const seen: number[] = [];
    for await (const { done } of run) seen.push(done);
    expect(seen).toEqual([1, 2]);
    expect(await run.next()).toEqual({ done: true, value: undefined });
  });

  test("reaches a reader who waits already, reads in order", async () => {
    const { run, push, resolve } = open();
    const reads = [run.next(), run.next(), run.next()];
    push(step(1));
    push(step(2));
    resolve([]);
    expect((await Promise.all(reads)).map(({ value }) => value?.done)).toEqual([1, 2, undefined]);
  });

  test("breaking off cancels the run, also while a read is pending", async () => {
    const { run, cancel } = open();
    const pending = run.next();
    await run.return();
    expect(cancel).toHaveBeenCalledOnce();
    expect(await pending).toMatchObject({ done: true });
    await expect(run.results).rejects.toThrow("cancelled");
  });

  test("an error comes after what was told before it, once", async () => {
    const { run, push, reject } = open();
    push(step(1));
    reject(new Error("gone"));
    await expect(run.results).rejects.toThrow("gone");
    expect((await run.next()).value?.done).toBe(1);
    await expect(run.next()).rejects.toThrow("gone");
    expect(await run.next()).toMatchObject({ done: true });
  });

  test("an error reaches a reader who waits", async () => {
    const { run, reject } = open();
    const pending = run.next();
    reject(new Error("gone"));
    await expect(pending).rejects.toThrow("gone");
  });

  test("who only reads need not mind the promise, and disposing cancels", async () => {
    const { run, cancel } = open();
    await run[Symbol.asyncDispose]();
    expect(cancel).toHaveBeenCalledOnce();
  });
});
