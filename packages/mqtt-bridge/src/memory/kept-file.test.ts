import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KeptFile } from "./kept-file.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function keptIn(start: string | undefined) {
  const saved: string[] = [];
  const warnings: string[] = [];
  const state = { word: "" };
  const kept = new KeptFile<string>({
    file: { load: () => start, save: (text) => void saved.push(text), setAside: () => "aside" },
    what: "words",
    read: (text) => (text === "?" ? "damaged" : text),
    write: () => state.word,
    warn: (sentence) => warnings.push(sentence),
    saveAfterMs: 100,
  });
  return { kept, state, saved, warnings };
}

it("saves a moment after a change, many changes at once, and nothing where all is as it was", () => {
  const { kept, state, saved } = keptIn("a");
  expect(kept.load()).toBe("a");
  state.word = "b";
  kept.changed();
  kept.changed();
  vi.advanceTimersByTime(99);
  expect(saved).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(saved).toEqual(["b"]);
  kept.changed();
  kept.close();
  expect(saved).toEqual(["b"]);
});

it("saves what is not saved yet when it is closed", () => {
  const { kept, state, saved } = keptIn(undefined);
  expect(kept.load()).toBeUndefined();
  state.word = "b";
  kept.close();
  expect(saved).toEqual(["b"]);
});

it("tells in a sentence what became of a file that cannot be used", () => {
  const { kept, warnings } = keptIn("?");
  expect(kept.load()).toBeUndefined();
  expect(warnings).toEqual(["the memory of words is damaged and was put aside: it starts anew"]);
});
