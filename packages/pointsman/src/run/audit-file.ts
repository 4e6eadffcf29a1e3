import { appendFileSync, closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import type { AuditRecord } from "@pointsman/core";
import type { Logger } from "./logger.ts";

/** Appends what was done to `audit.jsonl`, one line each. */
export interface AuditFile {
  /** Never throws: the operation is done, whether or not there is room to write it down. */
  readonly write: (record: AuditRecord) => void;
}

/** The version of a line's shape, for later readers. */
const SHAPE = 1;

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
  };
}
