import { expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { packDays } from "../store/day-packs.ts";
import { readFlowSums } from "./flow-sums.ts";

test("days, packed or not, hours and months make one sum, each row once", () => {
  const { database, calendar, add } = filledLedger();
  add("2026-10-05T10:00Z", 1);
  add("2026-11-20T10:00Z", 2);
  add("2026-11-21T10:00Z", 4);
  add("2026-11-22T10:00Z", 8);
  add("2026-11-24T10:00Z", 16);
  const second = (date: string): number => Date.parse(date) / 1000;
  packDays(database, second("2026-11-22T00:00Z"), 10);
  // Of the two that are packed the pack is read, and not the rows.
  database.prepare("UPDATE days SET download = 1000 WHERE day < ?").run(second("2026-11-22T00:00Z"));
  const october = calendar.monthOf(Date.parse("2026-10-05"));
  const sums = readFlowSums(database, {
    from: 0,
    to: 0,
    hours: [{ from: second("2026-11-24T10:00Z"), to: second("2026-11-24T11:00Z") }],
    days: [{ from: second("2026-11-20T00:00Z"), to: second("2026-11-23T00:00Z") }],
    months: [{ from: october, to: october + 1 }],
  });
  expect(sums.ids.map((id) => [sums.upload[id], sums.download[id]])).toEqual([[5, 31]]);
});
