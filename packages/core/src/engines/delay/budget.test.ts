import { expect, test } from "vitest";
import { createBudget, NotStarted } from "./budget.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("never runs more than the limit at once, and starts in order", async () => {
  const budget = createBudget(2);
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((index) =>
    budget.run(
      () => {
        started.push(index);
        return new Promise<void>((resolve) => finish.push(resolve));
      },
      () => true,
    ),
  );
  await tick();
  expect(started).toEqual([0, 1]);
  finish[1]?.();
  await tick();
  expect(started).toEqual([0, 1, 2]);
  finish[0]?.();
  finish[2]?.();
  await tick();
  finish[3]?.();
  await Promise.all(all);
});

test("work that nobody wants any more when its turn comes is not started, and the next takes its place", async () => {
  const budget = createBudget(1);
  let release = (): void => {};
  const first = budget.run(
    () => new Promise<void>((resolve) => (release = resolve)),
    () => true,
  );
  const unwanted = budget.run(
    async () => "ran",
    () => false,
  );
  const wanted = budget.run(
    async () => "ran",
    () => true,
  );
  await tick();
  release();
  await first;
  await expect(unwanted).rejects.toBeInstanceOf(NotStarted);
  expect(await wanted).toBe("ran");
});

test("work that fails gives its place back", async () => {
  const budget = createBudget(1);
  await expect(
    budget.run(
      () => Promise.reject(new Error("no")),
      () => true,
    ),
  ).rejects.toThrow("no");
  expect(
    await budget.run(
      async () => 1,
      () => true,
    ),
  ).toBe(1);
});
