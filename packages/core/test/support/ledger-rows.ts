import type { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { Calendar } from "../../src/engines/ledger/time/calendar.ts";
import { openDatabase } from "../../src/engines/ledger/store/database.ts";
import type { HourBatch } from "../../src/engines/ledger/meter/counted.ts";
import { LedgerStore } from "../../src/engines/ledger/store/store.ts";
import { ledgerFile } from "./ledger.ts";

/** A ledger that a test fills hour by hour. */
export function filledLedger(timeZone = "UTC"): {
  readonly database: DatabaseSync;
  readonly store: LedgerStore;
  readonly calendar: Calendar;
  /** Books bytes of a host at a moment such as `2026-11-24T10:00Z`. */
  readonly add: (moment: string, download: number, host?: string) => void;
} {
  const database = openDatabase({ file: ledgerFile(), nowMs: 0, onTrouble: () => {} });
  onTestFinished(() => database.close());
  const store = new LedgerStore(database);
  const calendar = new Calendar(timeZone);
  return {
    database,
    store,
    calendar,
    add(moment, download, host = "example.com") {
      const flow = { device: "192.168.1.20", host, group: "Proxy", node: "HK 01", rule: "Match", provider: "" };
      const batch: HourBatch = {
        ...calendar.slotAt(Date.parse(moment)),
        rows: [{ flow, upload: 1, download }],
        observedSeconds: 1800,
        unattributedUpload: 0,
        unattributedDownload: 3,
      };
      store.save("home", { batches: [batch], last: undefined, changed: new Map(), gone: new Set() });
    },
  };
}
