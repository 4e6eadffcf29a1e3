import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import type { AuditRecord } from "@pointsman/core";

/** Appends what was done to `audit.jsonl`, one line each. */
export interface AuditFile extends AsyncDisposable {
  write(record: AuditRecord): void;
}

/** The version of a line's shape, for later readers. */
const SHAPE = 1;

/** @param onProblem Told once when the file cannot be written; the operations go on. */
export function openAuditFile(folder: string, onProblem: (sentence: string) => void): AuditFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "audit.jsonl");
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  let broken = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    broken = true;
    onProblem(`${file} cannot be written (${error.code ?? "unknown"}): nothing is recorded any more`);
  });
  return {
    write(record) {
      if (!broken) stream.write(`${JSON.stringify({ v: SHAPE, ...record })}\n`);
    },
    async [Symbol.asyncDispose]() {
      if (broken) return;
      stream.end();
      await finished(stream).catch(() => {});
    },
  };
}
