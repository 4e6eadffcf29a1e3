import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { ledgerFile } from "../../../../test/support/ledger.ts";
import { createPrivateFile } from "./private-file.ts";
import { migrations } from "./migrations.table.ts";
import { Calendar } from "../time/calendar.ts";
import { openLedger } from "../ledger.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
/** Also those further from Greenwich than half a day, where a day begins as one begins on the other side of the world. */
const zones = [
  "Asia/Shanghai",
  "UTC",
  "America/New_York",
  "Pacific/Kiritimati",
  "Pacific/Chatham",
  "Pacific/Honolulu",
  "Pacific/Pago_Pago",
];

test.each(zones)("a ledger of version 1 in %s keeps every byte, and has months", (timeZone) => {
  const file = ledgerFile();
  createPrivateFile(file);
  const old = new DatabaseSync(file);
  old.exec(`${migrations[0]}; PRAGMA user_version = 1`);
  const names = ["192.168.1.20", "a.com", "Proxy", "HK 01", "Match"].map((text, index) => {
    old.prepare("INSERT INTO names VALUES (?, ?)").run(index + 1, text);
    return index + 1;
  });
  old.exec("INSERT INTO controllers (id, name) VALUES (1, 'home')");
  old.prepare("INSERT INTO flows VALUES (7, 1, ?, ?, ?, ?, ?)").run(...names);
  const calendar = new Calendar(timeZone);
  const dates = [
    [2026, 10, 1],
    [2026, 10, 31],
    [2026, 11, 1],
  ] as const;
  for (const [index, [year, month, date]] of dates.entries()) {
    const day = calendar.dateStart(year, month, date)! / 1000;
    old.prepare("INSERT INTO days VALUES (?, 7, 1, ?)").run(day, 10 ** index);
    old.prepare("INSERT INTO coverage VALUES (?, 1, 3600, 0, 0)").run(day);
  }
  old.close();

  const ledger = openLedger({ file, timeZone, now: () => now });
  onTestFinished(() => ledger.close());
  expect(ledger.usage({ by: "host" }).rows).toEqual([{ key: "a.com", upload: 3, download: 111 }]);
  expect(ledger.usage({ by: "provider" }).rows).toEqual([{ key: "", upload: 3, download: 111 }]);
  const database = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => database.close());
  expect(database.prepare("SELECT month - 2026 * 12 + 1 AS month, upload, download FROM months").all()).toEqual([
    { month: 10, upload: 2, download: 11 },
    { month: 11, upload: 1, download: 100 },
  ]);
});
