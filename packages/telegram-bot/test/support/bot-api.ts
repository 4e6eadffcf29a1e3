import { type BotApi, type BotApiOptions, type RecordedCall, startBotApi } from "@pointsman/simulator";
import { expect, onTestFinished } from "vitest";
import type { Log } from "../../src/delivery/log.ts";

/** A strict Bot API server for one test. */
export async function telegram(options: BotApiOptions = {}): Promise<BotApi> {
  const api = await startBotApi(options);
  onTestFinished(async () => await api.stop());
  return api;
}

/** Calls that the server refused, as `method: description`. */
export function refusals(calls: readonly RecordedCall[]): string[] {
  return calls.flatMap(({ method, outcome }) =>
    outcome === undefined || outcome.ok ? [] : [`${method}: ${outcome.code} ${outcome.description}`],
  );
}

/** The server took everything that it was asked. */
export function expectNothingRefused(api: BotApi): void {
  expect(refusals(api.calls.all)).toEqual([]);
}

export interface LogLines extends Log {
  readonly lines: string[];
  /** Resolves with the first line that matches, also one of before. */
  line(pattern: RegExp): Promise<string>;
}

/** A log that tests can read and wait for. */
export function logLines(): LogLines {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const add = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
    for (const check of waiting) check();
  };
  return {
    lines,
    debug: add("debug"),
    info: add("info"),
    warn: add("warn"),
    error: add("error"),
    line: async (pattern) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const check = (): void => {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) resolve(found);
      };
      waiting.add(check);
      check();
      return await promise.finally(() => waiting.delete(check));
    },
  };
}
