import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeNode } from "../testing/fake-node.ts";
import { FlowError } from "./flow-error.ts";
import { onInput } from "./input.ts";
import type { RuntimeNode } from "./red.ts";

describe("onInput", () => {
  test("declares as many parameters as Node-RED counts", () => {
    const lengths: Record<string, number> = {};
    const on = (event: string, listener: (...args: never[]) => void): void => {
      lengths[event] = listener.length;
    };
    onInput({ on } as unknown as RuntimeNode, async () => {});
    expect(lengths).toEqual({ input: 3, close: 2 });
  });

  test("sends, and is done once", async () => {
    const fake = createFakeNode();
    onInput(fake.node, async (message, { send }) => send({ ...message, payload: 1 }));
    const received = fake.receive({ topic: "t" });
    expect(await received.ended).toBeUndefined();
    expect(received.sent).toEqual([{ topic: "t", payload: 1 }]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken"))],
    ["rejects with no error", () => Promise.reject("broken")],
  ] as const)("work that %s ends with a code and a sentence", async (_how, work) => {
    const fake = createFakeNode();
    onInput(fake.node, work);
    expect(await fake.receive().ended).toMatchObject({
      code: "unexpected-response",
      message: expect.stringContaining("broken"),
    });
  });

  test("passes an error of ours on as it is", async () => {
    const fake = createFakeNode();
    const error = new FlowError("busy", "Busy.");
    onInput(fake.node, () => Promise.reject(error));
    expect(await fake.receive().ended).toBe(error);
  });

  test("when the node closes, work is aborted, nothing more is sent, and the message ends silently", async () => {
    const fake = createFakeNode();
    onInput(fake.node, async (_message, { signal, send }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      send({ late: true });
      throw new Error("aborted");
    });
    const received = fake.receive();
    await turn();
    await fake.close();
    expect(await received.ended).toBeUndefined();
    await turn();
    expect(received).toMatchObject({ sent: [], done: [undefined] });
  });

  test("is done exactly once, whatever happens in which order", async () => {
    const outcome = fc.record({ fails: fc.boolean(), turns: fc.nat(3), sends: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 8 }), fc.nat(4), async (outcomes, closeAfter) => {
        const fake = createFakeNode();
        onInput(fake.node, async (message, { send }) => {
          const { fails, turns, sends } = message["outcome"] as (typeof outcomes)[number];
          for (let count = 0; count < turns; count++) await turn();
          if (sends) send({});
          if (fails) throw new Error("failed");
        });
        const all = outcomes.map((each) => fake.receive({ outcome: each }));
        for (let count = 0; count < closeAfter; count++) await turn();
        await fake.close();
        for (let count = 0; count < 6; count++) await turn();
        expect(all.map(({ done }) => done.length)).toEqual(outcomes.map(() => 1));
      }),
      { numRuns: 100 },
    );
  });
});
