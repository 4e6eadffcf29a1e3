import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { NodeStatus } from "./red.ts";
import { createStatusLine } from "./status-line.ts";

describe("a status line", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const watched = () => {
    const shown: (string | undefined)[] = [];
    const line = createStatusLine({ status: ({ text }: NodeStatus) => void shown.push(text) });
    return { shown, set: (text: string) => line.set({ text }), clear: () => line.clear() };
  };

  test("shows the first at once and then at most one a second, the last of them for sure", () => {
    const { shown, set } = watched();
    for (const text of ["a", "b", "c"]) set(text);
    expect(shown).toEqual(["a"]);
    vi.advanceTimersByTime(1000);
    expect(shown).toEqual(["a", "c"]);
    set("d");
    vi.advanceTimersByTime(1000);
    expect(shown).toEqual(["a", "c", "d"]);
  });

  test("never shows the same twice", () => {
    const { shown, set } = watched();
    set("a");
    vi.advanceTimersByTime(5000);
    set("a");
    vi.advanceTimersByTime(5000);
    expect(shown).toEqual(["a"]);
  });

  test("is gone after it was cleared, with what was still to come", () => {
    const { shown, set, clear } = watched();
    set("a");
    set("b");
    clear();
    vi.advanceTimersByTime(5000);
    expect(shown).toEqual(["a", undefined]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
