import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLogger } from "./logger.ts";
import { type Part, PartStack } from "./parts.ts";

let lines: string[];
let stopped: string[];
beforeEach(() => {
  lines = [];
  stopped = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function stack(): PartStack {
  const now = (): Date => new Date(0);
  return new PartStack(
    createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)), now }),
  );
}

function part(name: string, stop: () => void | Promise<void> = () => {}): Part {
  return {
    name,
    patienceMs: 100,
    stop: async () => {
      await stop();
      stopped.push(name);
    },
  };
}

describe("PartStack", () => {
  test("stops the last started first, and a layer's parts together", async () => {
    const parts = stack();
    const gate = Promise.withResolvers<void>();
    parts.push(part("audit"));
    // Either would wait for ever if the other one were not stopped beside it.
    parts.push(
      part("bot", () => gate.promise),
      part("bridge", () => gate.resolve()),
    );
    await parts.stop();
    expect(stopped.slice(0, 2).toSorted()).toEqual(["bot", "bridge"]);
    expect(stopped[2]).toBe("audit");
    expect(lines).toEqual([]);
  });

  test("a part that never stops costs its patience, and the others stop all the same", async () => {
    const parts = stack();
    parts.push(part("audit"));
    parts.push(part("bot", () => new Promise<void>(() => {})));
    const ended = parts.stop();
    await vi.advanceTimersByTimeAsync(100);
    await ended;
    expect(stopped).toEqual(["audit"]);
    expect(lines).toEqual(["warn bot did not stop within 100 ms: going on without it"]);
  });

  test("a part that fails while it stops is told, and the others stop all the same", async () => {
    const parts = stack();
    parts.push(part("audit"));
    parts.push({
      name: "ledger",
      patienceMs: 100,
      stop: () => {
        throw new Error("disk full");
      },
    });
    await parts.stop();
    expect(stopped).toEqual(["audit"]);
    expect(lines).toEqual(["warn ledger stopped with an error: disk full"]);
  });

  test("stops once, however often it is asked", async () => {
    const parts = stack();
    parts.push(part("audit"));
    await Promise.all([parts.stop(), parts.stop()]);
    expect(stopped).toEqual(["audit"]);
  });
});
