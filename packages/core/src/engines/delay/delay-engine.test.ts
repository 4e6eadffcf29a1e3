import { describe, expect, test } from "vitest";
import { ControllerError } from "../../client/errors.ts";
import { createDelayEngine, type DelayTarget } from "./delay-engine.ts";

const url = "http://test.example/204";
const never = new AbortController().signal;
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const targets = (...nodes: string[]): DelayTarget[] => nodes.map((node) => ({ node, url }));

/** A core that answers when the test says so. */
function heldCore() {
  const sent: { node: string; answer: (delay: number) => void; fail: (error: unknown) => void }[] = [];
  const send = ({ node }: DelayTarget): Promise<number> =>
    new Promise((answer, fail) => sent.push({ node, answer, fail }));
  return { sent, send };
}

describe("the delay engine", () => {
  test("answers in the order of the targets and tells each result as it comes", async () => {
    const core = heldCore();
    const seen: string[] = [];
    const run = createDelayEngine(core.send).test(targets("a", "b"), {
      signal: never,
      onResult: ({ node }) => seen.push(node),
    });
    await tick();
    core.sent[1]?.answer(20);
    await tick();
    core.sent[0]?.answer(10);
    expect(await run).toEqual([
      { node: "a", delay: 10 },
      { node: "b", delay: 20 },
    ]);
    expect(seen).toEqual(["b", "a"]);
  });

  test("asks the core for no more than the budget at once, over all callers", async () => {
    const core = heldCore();
    const engine = createDelayEngine(core.send, 2);
    const both = [engine.test(targets("a", "b"), { signal: never }), engine.test(targets("c", "d"), { signal: never })];
    await tick();
    expect(core.sent.map(({ node }) => node)).toEqual(["a", "b"]);
    for (let index = 0; index < 4; index++) {
      core.sent[index]?.answer(1);
      await tick();
    }
    await Promise.all(both);
    expect(core.sent).toHaveLength(4);
  });

  test("joins the same test where it is on its way already", async () => {
    const core = heldCore();
    const engine = createDelayEngine(core.send);
    const both = [engine.test(targets("a"), { signal: never }), engine.test(targets("a"), { signal: never })];
    await tick();
    expect(core.sent).toHaveLength(1);
    core.sent[0]?.answer(7);
    expect(await Promise.all(both)).toEqual([[{ node: "a", delay: 7 }], [{ node: "a", delay: 7 }]]);
  });

  test("a cancelled caller is free at once; what waited is never sent, what was sent ends by itself", async () => {
    const core = heldCore();
    const stop = new AbortController();
    const run = createDelayEngine(core.send, 1).test(targets("a", "b"), { signal: stop.signal });
    await tick();
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: "aborted" });
    core.sent[0]?.answer(5);
    await tick();
    expect(core.sent.map(({ node }) => node)).toEqual(["a"]);
  });

  test("one caller's cancel does not take the test from the other", async () => {
    const core = heldCore();
    const engine = createDelayEngine(core.send, 1);
    const stop = new AbortController();
    const held = engine.test(targets("x"), { signal: never });
    const cancelled = engine.test(targets("a"), { signal: stop.signal });
    const wanted = engine.test(targets("a"), { signal: never });
    await tick();
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "aborted" });
    core.sent[0]?.answer(1);
    await tick();
    core.sent[1]?.answer(9);
    expect(await wanted).toEqual([{ node: "a", delay: 9 }]);
    await held;
  });

  test.each<[string, ControllerError, object]>([
    ["504", new ControllerError("rejected", "Timeout", { status: 504 }), { delay: null, reason: "timeout" }],
    ["503", new ControllerError("rejected", "An error occurred in the delay test", { status: 503 }), { delay: null }],
    ["our own deadline", new ControllerError("timeout", "late"), { delay: null, reason: "timeout" }],
    [
      "an unknown name",
      new ControllerError("not-found", "gone", { status: 404 }),
      { delay: null, reason: "not-found" },
    ],
  ])("%s is a result, not an error", async (_, error, expected) => {
    const engine = createDelayEngine(() => Promise.reject(error));
    expect(await engine.test(targets("a"), { signal: never })).toEqual([{ node: "a", ...expected }]);
  });

  test("a core that cannot be reached is an error, and it is not asked for node after node", async () => {
    let sent = 0;
    const engine = createDelayEngine(() => {
      sent++;
      return Promise.reject(new ControllerError("unreachable", "gone"));
    }, 1);
    const many = targets(...Array.from({ length: 100 }, (_, index) => `node ${index}`));
    await expect(engine.test(many, { signal: never })).rejects.toMatchObject({ code: "unreachable" });
    await tick();
    expect(sent).toBeLessThan(10);
  });

  test("of several samples the median of those that answered counts", async () => {
    const answers = [30, null, 10, 20];
    const engine = createDelayEngine(() => {
      const next = answers.shift();
      return next === null || next === undefined
        ? Promise.reject(new ControllerError("rejected", "Timeout", { status: 504 }))
        : Promise.resolve(next);
    });
    expect(await engine.test(targets("a"), { signal: never, samples: 4 })).toEqual([{ node: "a", delay: 20 }]);
  });
});
