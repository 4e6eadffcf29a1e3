import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogsConfig } from "./config.ts";
import { createLogGate, type LogBatch } from "./log-gate.ts";

function gate(config: Partial<LogsConfig> = {}) {
  const batches: LogBatch[] = [];
  const made = createLogGate({ include: "", exclude: "", mode: "each", limit: 2, ...config }, (batch) =>
    batches.push(batch),
  );
  const add = (...texts: string[]): void => {
    for (const payload of texts) made.add({ type: "info", payload });
  };
  const texts = (): string[][] => batches.map(({ lines }) => lines.map(({ text }) => text));
  return { add, tick: () => made.tick(), lose: (count: number) => made.lose(count), batches, texts };
}

describe("the gate for log lines", () => {
  test("passes each line on at once, up to the limit of the second, and then tells how many were dropped", () => {
    const { add, tick, batches, texts } = gate();
    add("a", "b", "c", "d");
    expect(texts()).toEqual([["a"], ["b"]]);
    tick();
    expect(batches.at(-1)).toEqual({ lines: [], dropped: 2 });
    add("e");
    tick();
    expect(texts()).toEqual([["a"], ["b"], [], ["e"]]);
  });

  test("as lists, tells once a second, and nothing where nothing came", () => {
    const { add, tick, lose, batches } = gate({ mode: "list" });
    add("a", "b", "c");
    lose(4);
    expect(batches).toEqual([]);
    tick();
    tick();
    expect(batches.map(({ lines, dropped }) => [lines.length, dropped])).toEqual([[2, 5]]);
  });

  test("lets only lines through that hold the one text and not the other, and does not count the rest", () => {
    const { add, tick, texts, batches } = gate({ include: "tcp", exclude: "ads", limit: 10 });
    add("[TCP] a", "[TCP] ads", "[UDP] b");
    tick();
    expect(texts()).toEqual([["[TCP] a"]]);
    expect(batches[0]?.dropped).toBe(0);
  });

  test("loses no line uncounted, whatever comes when", () => {
    const events = fc.array(fc.oneof(fc.constant("line"), fc.constant("tick")), { maxLength: 200 });
    const settings = { mode: fc.constantFrom("each" as const, "list" as const), limit: fc.integer({ min: 1, max: 9 }) };
    fc.assert(
      fc.property(events, fc.record(settings), (given, config) => {
        const { add, tick, batches } = gate(config);
        for (const event of given) {
          if (event === "tick") tick();
          else add("x");
        }
        tick();
        const total = batches.reduce((sum, { lines, dropped }) => sum + lines.length + dropped, 0);
        expect(total).toBe(given.filter((event) => event === "line").length);
      }),
    );
  });
});
