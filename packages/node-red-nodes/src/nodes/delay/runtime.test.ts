import { describe, expect, test } from "vitest";
import { delayOptions } from "./runtime.ts";

describe("a delay test in a flow", () => {
  test("tells each result on the second output", () => {
    const sent: unknown[] = [];
    const around = delayOptions().performing?.({
      send: (each) => void sent.push(each),
      signal: new AbortController().signal,
    });
    around?.progress?.({ done: 1, total: 3, data: { node: "HK", delay: 80, best: { node: "HK", delay: 80 } } });
    expect(sent).toEqual([
      [
        null,
        {
          topic: "progress",
          payload: { done: 1, total: 3, node: "HK", delay: 80, best: { node: "HK", delay: 80 } },
        },
      ],
    ]);
  });

  test("is cancelled by a message that says so, and by the closing of the node; other messages start one", () => {
    const options = delayOptions();
    const node = new AbortController();
    const begin = () => options.performing?.({ send: () => {}, signal: node.signal });
    const ended = begin();
    ended?.end();
    const [one, other] = [begin(), begin()];
    expect([options.intercept?.({ cancel: "yes" }), options.intercept?.({ cancel: true })]).toEqual([false, true]);
    expect([ended, one, other].map((each) => each?.signal.aborted)).toEqual([false, true, true]);
    node.abort();
    expect(begin()?.signal.aborted).toBe(true);
  });
});
