import { describe, expect, test } from "vitest";
import { ControllerError } from "../../client/errors.ts";
import { createDelayEngine } from "./delay-engine.ts";
import type { DelayTarget } from "./types.ts";

const url = "http://test.example/204";
const never = new AbortController().signal;
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const targets = (...nodes: string[]): DelayTarget[] => nodes.map((node) => ({ node, url }));
const numbered = (count: number, name = "node"): DelayTarget[] =>
  targets(...Array.from({ length: count }, (_, index) => `${name} ${index}`));
const timedOut = (): ControllerError => new ControllerError("rejected", "Timeout", { status: 504 });

interface Sent {
  readonly node: string;
  readonly answer: (delay: number) => void;
  readonly fail: (error: unknown) => void;
}

/** A core that answers when the test says so. */
function heldCore() {
  const sent: Sent[] = [];
  const send = ({ node }: DelayTarget): Promise<number> =>
    new Promise((answer, fail) => sent.push({ node, answer, fail }));
  let done = 0;
  return {
    engine: createDelayEngine(send),
    sent,
    names: () => sent.map(({ node }) => node),
    /** Ends what is under way, and what begins by that, until nothing is. */
    finish: async (end: (one: Sent) => void = ({ answer }) => answer(10)): Promise<void> => {
      while (done < sent.length) {
        for (const one of sent.slice(done)) {
          done += 1;
          end(one);
        }
        await tick();
      }
    },
  };
}

describe("the delay engine", () => {
  test("answers in the order of the targets and tells where it stands after each", async () => {
    const { engine, sent } = heldCore();
    const told: unknown[] = [];
    const run = engine.test(targets("a", "b"), { signal: never, onProgress: (step) => told.push(step) });
    sent[1]?.answer(20);
    await tick();
    sent[0]?.answer(10);
    expect(await run).toEqual([
      { node: "a", delay: 10 },
      { node: "b", delay: 20 },
    ]);
    expect(told).toEqual([
      { done: 1, total: 2, ok: 1, dead: 0, best: { node: "b", delay: 20 }, result: { node: "b", delay: 20 } },
      { done: 2, total: 2, ok: 2, dead: 0, best: { node: "a", delay: 10 }, result: { node: "a", delay: 10 } },
    ]);
  });

  test("tests each target once; the same name inside a provider is another target", async () => {
    const { engine, names, finish } = heldCore();
    const run = engine.test([...targets("a", "b", "a"), { node: "a", provider: "sub", url }], { signal: never });
    await finish();
    expect((await run).map(({ node }) => node)).toEqual(["a", "b", "a"]);
    expect(names()).toEqual(["a", "b", "a"]);
  });

  test("nothing to test is done at once", async () => {
    expect(await heldCore().engine.test([], { signal: never })).toEqual([]);
  });

  test("asks the core for no more than sixteen at once, over all callers, and rises to that while answers are quick", async () => {
    const { engine, sent } = heldCore();
    const both = [numbered(60, "a"), numbered(60, "b")].map((all) => engine.test(all, { signal: never }));
    expect(sent.length).toBeLessThan(16);
    let most = 0;
    for (let answered = 0; answered < 120; answered++) {
      most = Math.max(most, sent.length - answered);
      sent[answered]?.answer(10);
      await tick();
    }
    expect(most).toBe(16);
    await Promise.all(both);
    expect(sent).toHaveLength(120);
  });

  test("asks for fewer when nodes that were fine time out, not when known dead ones do", async () => {
    const { engine, sent, finish } = heldCore();
    const dead = new Set(numbered(30).map(({ node }) => node));
    const end = ({ node, answer, fail }: Sent): void => (dead.has(node) ? fail(timedOut()) : answer(10));
    const measured = async (all: readonly DelayTarget[]): Promise<number> => {
      const before = sent.length;
      const run = engine.test(all, { signal: never });
      const atOnce = sent.length - before;
      await finish(end);
      await run;
      return atOnce;
    };
    await measured(numbered(60));
    expect(await measured(numbered(60))).toBe(16);
    await measured(numbered(30));
    expect(await measured(numbered(60))).toBe(16);
    for (const { node } of numbered(60).slice(30, 40)) dead.add(node);
    await measured(numbered(60).slice(30, 40));
    expect(await measured(numbered(60))).toBeLessThan(16);
  });

  test("joins the same test where it is waiting or on its way already", async () => {
    const { engine, names, finish } = heldCore();
    const runs = [numbered(50), numbered(50), numbered(1)].map((all) => engine.test(all, { signal: never }));
    await finish();
    const [first, second, third] = await Promise.all(runs);
    expect(names()).toHaveLength(50);
    expect(second).toEqual(first);
    expect(third).toEqual([{ node: "node 0", delay: 10 }]);
  });

  test("one node does not wait behind thousands, not even where it is one of them", async () => {
    const { engine, sent, names, finish } = heldCore();
    const many = engine.test(numbered(2000), { signal: never });
    const started = sent.length;
    const one = engine.test(targets("node 1999"), { signal: never });
    expect(names().slice(started)).toEqual(["node 1999"]);
    sent.at(-1)?.answer(7);
    expect(await one).toEqual([{ node: "node 1999", delay: 7 }]);
    await finish();
    expect((await many).at(-1)).toEqual({ node: "node 1999", delay: 7 });
    expect(sent).toHaveLength(2000);
  });

  test("a cancelled caller is free at once; what waited is never sent, what was sent ends by itself", async () => {
    const { engine, sent } = heldCore();
    const stop = new AbortController();
    const run = engine.test(numbered(100), { signal: stop.signal });
    const started = sent.length;
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: "aborted" });
    for (const { answer } of sent) answer(5);
    await tick();
    expect(sent).toHaveLength(started);
  });

  test("a signal that came before sends nothing", async () => {
    const { engine, sent } = heldCore();
    await expect(engine.test(targets("a"), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect(sent).toEqual([]);
  });

  test("one caller's cancel does not take the test from the other", async () => {
    const { engine, finish } = heldCore();
    const stop = new AbortController();
    const cancelled = engine.test(numbered(100), { signal: stop.signal });
    const wanted = engine.test(numbered(100), { signal: never });
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "aborted" });
    await finish();
    expect(await wanted).toHaveLength(100);
  });

  test("after a cancel the same test can be asked for anew", async () => {
    const { engine, finish } = heldCore();
    const stop = new AbortController();
    const first = engine.test(numbered(100), { signal: stop.signal });
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: "aborted" });
    const again = engine.test(numbered(100), { signal: never });
    await finish();
    expect(await again).toHaveLength(100);
  });

  test("a core that cannot be reached is an error, and it is not asked for node after node", async () => {
    const { engine, sent, finish } = heldCore();
    const run = engine.test(numbered(1000), { signal: never });
    const outcome = run.catch((error: unknown) => error);
    await finish(({ fail }) => fail(new ControllerError("unreachable", "gone")));
    expect(await outcome).toMatchObject({ code: "unreachable" });
    expect(sent.length).toBeLessThan(50);
  });

  test("of several samples the median counts, and a node that was begun is finished before the next", async () => {
    const { engine, sent, names } = heldCore();
    const run = engine.test(numbered(100), { signal: never, samples: 3 });
    const started = sent.length;
    for (const delay of [30, 10, 20]) {
      const mine = sent.findLast(({ node }) => node === "node 0");
      mine?.answer(delay);
      await tick();
    }
    expect(names().slice(started, started + 2)).toContain("node 0");
    for (let index = 1; index < sent.length; index++) {
      sent[index]?.answer(10);
      await tick();
    }
    expect((await run)[0]).toEqual({ node: "node 0", delay: 20 });
    expect(sent).toHaveLength(300);
  });

  test("an unknown name is not asked for a second sample", async () => {
    const { engine, sent, finish } = heldCore();
    const run = engine.test(targets("gone"), { signal: never, samples: 5 });
    await finish(({ fail }) => fail(new ControllerError("not-found", "no", { status: 404 })));
    expect(await run).toEqual([{ node: "gone", delay: null, reason: "not-found" }]);
    expect(sent).toHaveLength(1);
  });
});

describe("a run to read", () => {
  test("tells each result as it comes beside the promise", async () => {
    const { engine, finish } = heldCore();
    const run = engine.run(numbered(3), { signal: never });
    const done: number[] = [];
    const reading = (async () => {
      for await (const step of run) done.push(step.done);
    })();
    await finish();
    await reading;
    expect(done).toEqual([1, 2, 3]);
    expect(await run.results).toHaveLength(3);
  });

  test("breaking off the reading cancels what was not sent", async () => {
    const { engine, sent, finish } = heldCore();
    const run = engine.run(numbered(500), { signal: never });
    const reading = (async () => {
      for await (const { done } of run) if (done === 3) break;
    })();
    for (const { answer } of sent.slice(0, 3)) answer(1);
    await reading;
    await expect(run.results).rejects.toMatchObject({ code: "aborted" });
    await finish();
    expect(sent.length).toBeLessThan(50);
  });

  test("the signal ends reading and promise alike", async () => {
    const { engine } = heldCore();
    const stop = new AbortController();
    const run = engine.run(numbered(5), { signal: stop.signal });
    const reading = run.next();
    stop.abort();
    await expect(run.results).rejects.toMatchObject({ code: "aborted" });
    await expect(reading).rejects.toMatchObject({ code: "aborted" });
  });
});
