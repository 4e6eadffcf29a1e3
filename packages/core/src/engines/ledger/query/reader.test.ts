import { expect, test } from "vitest";
import { connection, frameOf } from "../../../../test/support/connections.ts";
import { handHeld } from "../../../../test/support/hand-held.ts";
import { ledgerAt, ledgerFile } from "../../../../test/support/ledger.ts";
import { openLedgerReader } from "./reader.ts";

const start = Date.parse("2026-11-24T10:00:00Z");
const one = (download: number) => connection("one", { download });

test("quotas are told with what was counted this very moment, to a reader too", () => {
  const file = ledgerFile();
  const quotas = { phone: { device: "192.168.1.20", gb: 1, resets: 1 } };
  const { ledger } = ledgerAt(file, start, { quotas });
  const home = handHeld();
  ledger.follow(home);
  home.send(frameOf([]));
  home.send(frameOf([one(250_000_000)]));
  expect(ledger.quotas()).toEqual([expect.objectContaining({ id: "phone", used: 250_000_000, left: 750_000_000 })]);
  const reader = openLedgerReader({ file, timeZone: "UTC", now: () => start, quotas });
  expect(reader.quotas()).toEqual(ledger.quotas());
  reader.close();
  ledger.close();
  for (const asked of [ledger, reader]) {
    expect(() => asked.quotas()).toThrow(expect.objectContaining({ code: "aborted" }));
  }
});

test("a question after the end is one sentence", () => {
  const file = ledgerFile();
  const { ledger } = ledgerAt(file, start);
  const reader = openLedgerReader({ file });
  reader.close();
  reader.close();
  ledger.close();
  for (const asked of [ledger, reader]) {
    expect(() => asked.usage({ by: "device" })).toThrow(expect.objectContaining({ code: "aborted" }));
  }
});

test("a reader without a ledger says what makes one", () => {
  expect(() => openLedgerReader({ file: ledgerFile() })).toThrow(expect.objectContaining({ code: "not-found" }));
});
