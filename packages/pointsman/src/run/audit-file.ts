import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import path from "node:path";
import type { AuditRecord } from "@pointsman/core";
import type { Logger } from "./logger.ts";

/** Appends what was done to `audit.jsonl`, one line each. */
export interface AuditFile {
  /** Never throws: the operation is done, whether or not there is room to write it down. */
  readonly write: (record: AuditRecord) => void;
  /** The latest records, newest first, at most so many, as far as they are near the file's end. Never throws. */
  readonly latest: (most: number) => readonly AuditRecord[];
}

/** The version of a line's shape, for later readers. */
const SHAPE = 1;

/** So much of the file's end is read for people who look back: some thousand records. */
const TAIL_BYTES = 512 * 1024;

/** @param log Told once when the file cannot be written, and once when it can be again. */
export function openAuditFile(folder: string, log: Pick<Logger, "error" | "info">): AuditFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "audit.jsonl");
  let isInTrouble = false;
  const attempt = (work: () => void): void => {
    try {
      work();
      if (isInTrouble) log.info(`${file} is written again`);
      isInTrouble = false;
    } catch (error) {
      const { code = "unknown" } = error as NodeJS.ErrnoException;
      if (!isInTrouble) log.error(`${file} cannot be written (${code}): what is done meanwhile is not recorded`);
      isInTrouble = true;
    }
  };
  attempt(() => closeSync(openSync(file, "a", 0o600)));
  return {
    write(record) {
      const line = `${JSON.stringify({ v: SHAPE, ...record })}\n`;
      // Of a disk that was full half a line may have come: nothing is put behind it.
      attempt(() => appendFileSync(file, isInTrouble ? `\n${line}` : line, { mode: 0o600 }));
    },
    latest(most) {
      const records: AuditRecord[] = [];
      for (const line of tailOf(file).toReversed()) {
        if (records.length >= most) break;
        const record = recordIn(line);
        if (record !== undefined) records.push(record);
      }
      return records;
    },
  };
}

/** The whole lines at the end of a file; none where it cannot be read. */
function tailOf(file: string): string[] {
  let handle: number | undefined;
  try {
    handle = openSync(file, "r");
    const { size } = fstatSync(handle);
    const start = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - start);
    readSync(handle, bytes, 0, bytes.length, start);
    const lines = bytes.toString("utf8").split("\n");
    return start === 0 ? lines : lines.slice(1);
  } catch {
    return [];
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Undefined: half a line, or one of a later version. */
function recordIn(line: string): AuditRecord | undefined {
  if (line === "") return undefined;
  try {
    const { v, ...record } = JSON.parse(line) as AuditRecord & { v?: unknown };
    return v === SHAPE ? record : undefined;
  } catch {
    return undefined;
  }
}
