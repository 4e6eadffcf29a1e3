import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { type Ledger, type LedgerOptions, openLedger } from "../../src/engines/ledger/index.ts";

/** A path for a ledger in a folder that goes with the test. */
export function ledgerFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-ledger-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "state", "ledger.db");
}

/** A ledger whose clock a test moves; closes with the test. */
export function ledgerAt(
  file: string,
  startMs: number,
  options: Partial<LedgerOptions> = {},
): { readonly ledger: Ledger; readonly troubles: string[]; readonly advance: (seconds: number) => void } {
  let nowMs = startMs;
  const troubles: string[] = [];
  const ledger = openLedger({
    file,
    timeZone: "UTC",
    now: () => nowMs,
    onTrouble: (message) => troubles.push(message),
    ...options,
  });
  onTestFinished(() => ledger.close());
  return {
    ledger,
    troubles,
    advance: (seconds) => {
      nowMs += seconds * 1000;
    },
  };
}
