import type { LogLine } from "@pointsman/core";
import type { LogsConfig } from "./config.ts";
import { parseLogLine, type ParsedLine } from "./parse-line.ts";

/** What leaves the gate: lines, and how many were dropped since the last time. */
export interface LogBatch {
  readonly lines: readonly ParsedLine[];
  readonly dropped: number;
}

/**
 * Lets so many lines through per second and counts the others exactly. Lines that do not fit the filter count nowhere.
 * `tick` ends a second.
 */
export interface LogGate {
  add(line: LogLine): void;
  /** Lines that were lost before they came here. */
  lose(count: number): void;
  tick(): void;
}

export function createLogGate(
  { include, exclude, mode, limit }: Pick<LogsConfig, "include" | "exclude" | "mode" | "limit">,
  emit: (batch: LogBatch) => void,
): LogGate {
  let passed = 0;
  let dropped = 0;
  let lines: ParsedLine[] = [];

  const fits = (text: string): boolean => {
    if (include === "" && exclude === "") return true;
    const lower = text.toLowerCase();
    return lower.includes(include) && (exclude === "" || !lower.includes(exclude));
  };
  const flush = (): void => {
    if (lines.length === 0 && dropped === 0) return;
    const batch = { lines, dropped };
    lines = [];
    dropped = 0;
    emit(batch);
  };
  return {
    add(line) {
      if (!fits(line.payload)) return;
      if (passed >= limit) {
        dropped += 1;
        return;
      }
      passed += 1;
      // Only what is sent is taken apart.
      lines.push(parseLogLine(line));
      if (mode === "each") flush();
    },
    lose(count) {
      dropped += count;
    },
    tick() {
      passed = 0;
      flush();
    },
  };
}
