import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AppTexts } from "../locales/index.ts";
import { isStateLocked } from "../state/state-lock.ts";
import { type Finding, notes } from "./finding.ts";

export interface AppExam {
  readonly stateDir: string;
  readonly texts: AppTexts["doctor"];
  readonly now: () => number;
  /** As `process.versions.node`. */
  readonly node: string;
}

const megabyte = 1_000_000;
/** Free MB below which it is worth a word, and below which it is bad. */
const roomWarn = 500;
const roomBad = 50;
/** This program did not exist before. */
const earliestMs = Date.UTC(2026, 0, 1);

/** Looks at this machine and at the state, reading only. */
export function examineApp({ stateDir, texts, now, node }: AppExam): readonly Finding[] {
  const found = notes("app");
  const [major = 0, minor = 0] = node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) found.add("node", "ok", texts.nodeRight(node));
  else found.add("node", "bad", texts.nodeOld(node));
  if (now() < earliestMs) found.add("clock", "bad", texts.year());
  const standing = nearest(stateDir);
  if (isWritable(standing)) found.add("state-dir", "ok", texts.stateRight(stateDir));
  else found.add("state-dir", "bad", texts.stateWrong(stateDir));
  const { bavail, bsize } = statfsSync(standing);
  const free = Math.floor((bavail * bsize) / megabyte);
  if (free >= roomWarn) found.add("disk", "ok", texts.disk(free));
  else found.add("disk", free < roomBad ? "bad" : "warn", texts.diskFull(free));
  found.add("running", "ok", texts.running(isStateLocked(stateDir)));
  const ledger = path.join(stateDir, "ledger.db");
  if (!existsSync(ledger)) found.add("ledger", "ok", texts.ledgerNone());
  else if (isSound(ledger)) found.add("ledger", "ok", texts.ledgerRight(Math.ceil(statSync(ledger).size / megabyte)));
  else found.add("ledger", "bad", texts.ledgerWrong());
  return found.all;
}

/** The folder itself, or what stands of the way to it. */
function nearest(folder: string): string {
  let here = folder;
  while (!existsSync(here) && path.dirname(here) !== here) here = path.dirname(here);
  return here;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function isSound(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      database.exec("PRAGMA busy_timeout = 2000");
      return database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] === "ok";
    } finally {
      database.close();
    }
  } catch {
    // No database at all, or one whose first page is damaged.
    return false;
  }
}
