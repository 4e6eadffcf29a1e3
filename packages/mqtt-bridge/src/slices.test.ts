import { afterEach, expect, it, vi } from "vitest";
import { inSlices } from "./slices.ts";

afterEach(() => void vi.restoreAllMocks());

/** Every look at the clock finds so much later, in ms. */
function slowBy(ms: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += ms));
}

function* work(done: string[]): Generator<undefined, string> {
  for (const step of ["a", "b", "c"]) {
    done.push(step);
    yield;
  }
  return "result";
}

it("short work is done at once", () => {
  slowBy(0);
  const done: string[] = [];
  expect(inSlices(work(done))).toBe("result");
  expect(done).toEqual(["a", "b", "c"]);
});

it("long work lets others have a turn after each slice", async () => {
  slowBy(3);
  const done: string[] = [];
  setImmediate(() => done.push("somebody else"));
  const result = inSlices(work(done));
  expect(done).toEqual(["a", "b"]);
  expect(await result).toBe("result");
  expect(done).toEqual(["a", "b", "somebody else", "c"]);
});

it("what fails in a later slice fails the whole", async () => {
  slowBy(100);
  function* failing(): Generator<undefined, never> {
    yield;
    throw new Error("no");
  }
  await expect(inSlices(failing())).rejects.toThrow("no");
});
