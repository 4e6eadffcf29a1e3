import { type Controller, ControllerError, type RunOptions } from "@pointsman/core";
import { expect, test } from "vitest";
import { TestJob } from "./test-job.ts";

const actor = { outlet: "telegram", id: "1" } as const;

type Run = (options: RunOptions) => Promise<unknown>;

function start(run: Run) {
  let changes = 0;
  const controller = {
    id: "home",
    run: async (_: string, __: unknown, options: RunOptions) => await run(options),
  } as unknown as Controller;
  const job = new TestJob({
    controller,
    target: { kind: "group", group: "Proxy" },
    input: { group: "Proxy" },
    actor,
    onChange: () => (changes += 1),
  });
  return { job, changes: () => changes };
}

test("a test tells how far it is, and ends with the fastest first", async () => {
  const { job, changes } = start(async ({ progress }) => {
    progress?.({ done: 1, total: 2, data: { node: "HK", delay: 90, best: null } });
    return {
      results: [
        { node: "HK", delay: 90 },
        { node: "US", delay: null },
        { node: "JP", delay: 45 },
      ],
      best: null,
      tookMs: 5,
    };
  });
  await job.finished;
  expect(job.state).toBe("done");
  expect(job.progress).toEqual({ done: 3, total: 3 });
  expect(job.results).toEqual([
    { name: "JP", delay: 45 },
    { name: "HK", delay: 90 },
    { name: "US", delay: null },
  ]);
  expect(changes()).toBe(2);
});

test("a stopped test keeps what it found so far", async () => {
  const { job } = start(async ({ progress, signal }) => {
    progress?.({ done: 1, total: 9, data: { node: "HK", delay: 90 } });
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    throw new ControllerError("aborted", "It was stopped.");
  });
  expect(job.state).toBe("running");
  job.stop();
  await job.finished;
  expect([job.state, job.progress, job.results]).toEqual([
    "stopped",
    { done: 1, total: 9 },
    [{ name: "HK", delay: 90 }],
  ]);
});

test("a failed test keeps its reason and throws nothing", async () => {
  const error = new ControllerError("unreachable", "x");
  const { job } = start(async () => await Promise.reject(error));
  await job.finished;
  expect([job.state, job.error]).toEqual(["failed", error]);
});
