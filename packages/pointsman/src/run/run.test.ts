import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAuditFile } from "./audit-file.ts";
import { createLogger, named } from "./logger.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pointsman-run-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("createLogger", () => {
  const now = () => new Date("2026-01-31T12:00:00Z");

  test("writes one line per entry, at or above its level", () => {
    const lines: string[] = [];
    const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line), now });
    log.debug("not this");
    named(log, "mqtt").warn("lost\nfor a while");
    log.info("ready");
    expect(lines).toEqual([
      "2026-01-31T12:00:00.000Z warn mqtt: lost for a while",
      "2026-01-31T12:00:00.000Z info ready",
    ]);
  });

  test("writes JSON on demand", () => {
    const lines: string[] = [];
    createLogger({ level: "debug", format: "json", write: (line) => lines.push(line), now }).debug("here");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { time: "2026-01-31T12:00:00.000Z", level: "debug", message: "here" },
    ]);
  });
});

describe("openAuditFile", () => {
  const silent = createLogger({ level: "error", format: "text", write: () => {} });
  const record = {
    at: "2026-01-31T12:00:00Z",
    controller: "home",
    operation: "flush-dns",
    actor: { outlet: "mqtt", id: "t" },
    input: {},
    outcome: "done",
    tookMs: 3,
  } as const;

  test("appends a line per record to what is there", () => {
    for (let run = 0; run < 2; run++) {
      openAuditFile(path.join(folder, "state"), silent).write(record);
    }
    const lines = readFileSync(path.join(folder, "state", "audit.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { v: 1, ...record },
      { v: 1, ...record },
    ]);
  });

  test("the latest are read back, newest first, past lines that nobody can read", () => {
    const state = path.join(folder, "trail");
    const audit = openAuditFile(state, { error: () => {}, info: () => {} });
    expect(audit.latest(10)).toEqual([]);
    const numbered = [1, 2, 3].map((tookMs) => ({ ...record, tookMs }));
    for (const one of numbered) audit.write(one);
    writeFileSync(path.join(state, "audit.jsonl"), 'half a li\n{"v":2,"later":true}\n', { flag: "a" });
    expect(audit.latest(2)).toEqual([numbered[2], numbered[1]]);
    expect(audit.latest(10)).toHaveLength(3);
  });

  test("of a long file the end is read, and gone files are no fault", () => {
    const state = path.join(folder, "long-trail");
    const audit = openAuditFile(state, { error: () => {}, info: () => {} });
    const long = { ...record, input: "x".repeat(2000) };
    for (let tookMs = 0; tookMs < 400; tookMs += 1) audit.write({ ...long, tookMs });
    const latest = audit.latest(1000);
    expect(latest[0]?.tookMs).toBe(399);
    expect(latest.length).toBeGreaterThan(100);
    expect(latest.length).toBeLessThan(400);
    rmSync(state, { recursive: true });
    expect(audit.latest(10)).toEqual([]);
  });

  test("a file that cannot be written is told once and stops nobody, and is written again when it can be", () => {
    const state = path.join(folder, "blocked");
    const file = path.join(state, "audit.jsonl");
    const lines: string[] = [];
    const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)) });
    mkdirSync(file, { recursive: true });
    const audit = openAuditFile(state, log);
    audit.write(record);
    audit.write(record);
    rmdirSync(file);
    audit.write(record);
    audit.write(record);
    expect(lines).toEqual([
      `error ${file} cannot be written (EISDIR): what is done meanwhile is not recorded`,
      `info ${file} is written again`,
    ]);
    const line = JSON.stringify({ v: 1, ...record });
    expect(readFileSync(file, "utf8").trimStart()).toBe(`${line}\n${line}\n`);
  });
});
