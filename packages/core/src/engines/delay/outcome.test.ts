import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ControllerError } from "../../client/errors.ts";
import { graceMs, measure, medianOf } from "./outcome.ts";

const target = { node: "a", url: "http://test.example/204" };

describe("one test's outcome", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test.each<[string, ControllerError, object]>([
    ["504", new ControllerError("rejected", "Timeout", { status: 504 }), { delay: null, reason: "timeout" }],
    ["503", new ControllerError("rejected", "An error occurred in the delay test", { status: 503 }), { delay: null }],
    ["the row's deadline", new ControllerError("timeout", "late"), { delay: null, reason: "timeout" }],
    [
      "an unknown name",
      new ControllerError("not-found", "gone", { status: 404 }),
      { delay: null, reason: "not-found" },
    ],
  ])("%s is a result, not an error", async (_, error, expected) => {
    expect(await measure(() => Promise.reject(error), target, 100)).toEqual({ node: "a", ...expected });
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["unreachable", "unauthorized", "unsupported", "unexpected-response"] as const)(
    "%s is the core's trouble, not the node's",
    async (code) => {
      const failing = measure(() => Promise.reject(new ControllerError(code, "no")), target, 100);
      await expect(failing).rejects.toMatchObject({ code });
    },
  );

  test("a test that overruns the core's own deadline is given up a little later, and its late end harms nobody", async () => {
    let fail: (error: Error) => void = () => {};
    const work = measure(() => new Promise((_, reject) => (fail = reject)), target, 100);
    const settled = vi.fn();
    void work.then(settled);
    await vi.advanceTimersByTimeAsync(100 + graceMs - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await work).toEqual({ node: "a", delay: null, reason: "timeout" });
    fail(new Error("late"));
  });

  test("the median of those that answered counts, the faster of two", () => {
    const results = [30, null, 10, 20].map((delay) => ({ node: "a", delay }));
    expect(medianOf(results)).toEqual({ node: "a", delay: 20 });
    expect(medianOf(results.slice(0, 3))).toEqual({ node: "a", delay: 10 });
  });

  test("where none answered the first failure tells why", () => {
    const failed = { node: "a", delay: null, reason: "timeout" };
    expect(medianOf([failed, { node: "a", delay: null }])).toEqual(failed);
    expect(() => medianOf([])).toThrow(RangeError);
  });
});
