import { describe, expect, test } from "vitest";
import { watchEndSignals } from "./signals.ts";

describe("watchEndSignals", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s ends, and nothing is left behind", (name) => {
    const before = process.listenerCount(name);
    const end = watchEndSignals({});
    expect(end.signal.aborted).toBe(false);
    process.emit(name);
    expect(end.signal.aborted).toBe(true);
    end[Symbol.dispose]();
    expect(process.listenerCount(name)).toBe(before);
  });
});
