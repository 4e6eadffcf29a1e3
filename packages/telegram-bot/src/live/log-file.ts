import type { OutgoingFile } from "../delivery/send-file.ts";
import { visible } from "../text/name.ts";
import type { RawLine } from "./log-ring.ts";

export interface LogFileOptions {
  /** Id of the controller. */
  readonly controller: string;
  /** Latest last. */
  readonly lines: readonly RawLine[];
  readonly now: number;
  readonly caption: string;
}

/** The lines as a text file, one a line: `2026-11-27T12:04:31.000Z warning …`, in UTC so that two files can be compared. */
export function logFile({ controller, lines, now, caption }: LogFileOptions): OutgoingFile {
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  const text = lines.map(({ at, level, text }) => `${new Date(at).toISOString()} ${level} ${visible(text)}\n`).join("");
  return { name: `${controller}-log-${stamp}.txt`, bytes: Buffer.from(text), caption };
}
