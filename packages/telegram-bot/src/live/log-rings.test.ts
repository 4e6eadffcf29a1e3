import type { Controller, LogLine, StreamEvent } from "@pointsman/core";
import { expect, test } from "vitest";
import { LogRings } from "./log-rings.ts";

function core(id: string) {
  const listeners = new Set<(event: StreamEvent<LogLine>) => void>();
  const levels: string[] = [];
  const logs = (level: string) => {
    levels.push(level);
    return {
      onEvent(listener: (event: StreamEvent<LogLine>) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  };
  const controller = { id, streams: { logs } } as unknown as Controller;
  const say = (event: StreamEvent<LogLine>): void => {
    for (const listener of listeners) listener(event);
  };
  return { controller, levels, listeners, say };
}

test("what each core warns of is kept, and nothing any more after the end", () => {
  const [home, cabin] = [core("home"), core("cabin")];
  const rings = new LogRings([home.controller, cabin.controller], () => 5);
  home.say({ kind: "frame", frame: { type: "error", payload: "no route" } });
  home.say({ kind: "gap", ms: 9 });
  expect(rings.linesOf("home")).toEqual([{ at: 5, level: "error", text: "no route" }]);
  expect(rings.linesOf("cabin")).toEqual([]);
  expect(rings.linesOf("elsewhere")).toEqual([]);
  expect(home.levels).toEqual(["warning"]);
  rings.close();
  expect([home.listeners.size, cabin.listeners.size]).toEqual([0, 0]);
});
