import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { logLines } from "../../test/support/bot-api.ts";
import { StateFile } from "./state-file.ts";

const schema = z.object({ version: z.literal(1), word: z.string() });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "telegram-state-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function open(name = "deep/state.json") {
  const log = logLines();
  const file = path.join(folder, name);
  return { file, log, state: new StateFile({ file, schema, fresh: { version: 1, word: "" }, log }) };
}

describe("what the bot remembers", () => {
  test("is known again, and is for its owner alone", () => {
    const first = open();
    first.state.replace({ version: 1, word: "一" });
    first.state.replace({ version: 1, word: "二" });
    first.state.flush();
    expect(open().state.value.word).toBe("二");
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(first.file))).toEqual(["state.json"]);
  });

  test("is written by itself a moment later, once for all that changed together", () => {
    vi.useFakeTimers();
    const { state, file } = open();
    state.replace({ version: 1, word: "a" });
    state.replace({ version: 1, word: "b" });
    expect(() => readFileSync(file)).toThrow("ENOENT");
    vi.advanceTimersByTime(1000);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, word: "b" });
  });

  test("that is damaged is set aside and told", () => {
    writeFileSync(path.join(folder, "x.json"), '{"version":1,"wo');
    const { state, log } = open("x.json");
    expect(state.value.word).toBe("");
    expect(log.lines).toEqual([expect.stringContaining("was damaged and is kept as x.json.broken-")]);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^x\.json\.broken-\d+$/)]);
  });

  test("of a later version is left alone", () => {
    writeFileSync(path.join(folder, "x.json"), '{"version":2}');
    expect(() => open("x.json")).toThrow("was written by a later version");
    expect(readFileSync(path.join(folder, "x.json"), "utf8")).toBe('{"version":2}');
  });

  test("stays in memory where the disk refuses it, which is told once", () => {
    const { state, log, file } = open();
    mkdirSync(`${file}.new`, { recursive: true });
    state.replace({ version: 1, word: "a" });
    state.flush();
    state.replace({ version: 1, word: "b" });
    state.flush();
    expect(state.value.word).toBe("b");
    expect(log.lines).toEqual([expect.stringContaining("cannot be written (EISDIR)")]);
  });

  test("needs no disk at all", () => {
    const state = new StateFile({ file: undefined, schema, fresh: { version: 1, word: "" }, log: logLines() });
    state.replace({ version: 1, word: "a" });
    state.flush();
    expect(state.value.word).toBe("a");
  });
});
