import { expect, test } from "vitest";
import { CurrentTests } from "./current-tests.ts";

function setUp() {
  const steps: string[] = [];
  const { promise: tested, resolve: finish, reject: fail } = Promise.withResolvers<readonly never[]>();
  let signalled: AbortSignal | undefined;
  const tests = new CurrentTests({
    delays: {
      test: (targets, { signal }) => {
        signalled = signal;
        steps.push(`test ${targets.map(({ node }) => node).join(" ")}`);
        return tested;
      },
    },
    observer: {
      refresh: (parts) => {
        steps.push(`read ${parts.join(" ")}`);
        return Promise.resolve({} as never);
      },
    },
    onTested: (round) => steps.push(`tested ${round}`),
  });
  return { steps, tests, finish, fail, signal: () => signalled };
}
const a = [{ node: "a", url: "u" }];

test("tests, reads and tells, one round at a time", async () => {
  const { steps, tests, finish } = setUp();
  const running = tests.run(a, "all");
  await tests.run([{ node: "b", url: "u" }], "some");
  finish([]);
  await running;
  expect(steps).toEqual(["test a", "read nodes", "tested all"]);
  await tests.run(a, "some");
  expect(steps.slice(3)).toEqual(["test a", "read nodes", "tested some"]);
});

test("a core that cannot be asked is told by nobody here", async () => {
  const { steps, tests, fail } = setUp();
  fail(new Error("gone"));
  await tests.run(a, "all");
  expect(steps).toEqual(["test a"]);
});

test("closing aborts the round, and no other begins", async () => {
  const { steps, tests, signal } = setUp();
  void tests.run(a, "all");
  tests.close();
  expect(signal()?.aborted).toBe(true);
  await tests.run(a, "all");
  await tests.run([], "all");
  expect(steps).toEqual(["test a"]);
});
