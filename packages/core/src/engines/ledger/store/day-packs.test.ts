import fc from "fast-check";
import { expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { decodeDay, encodeDay, type FlowRow, packDays } from "./day-packs.ts";

function decoded(bytes: Uint8Array): FlowRow[] {
  const rows: FlowRow[] = [];
  decodeDay(bytes, { add: (flow, upload, download) => rows.push({ flow, upload, download }) });
  return rows;
}

test("a day comes out of its pack as it went in, up to the largest numbers", () => {
  const days = fc.uniqueArray(
    fc.record({ flow: fc.integer({ min: 1, max: 2 ** 31 }), upload: fc.maxSafeNat(), download: fc.maxSafeNat() }),
    {
      selector: ({ flow }) => flow,
    },
  );
  fc.assert(
    fc.property(days, (rows) => {
      const sorted = rows.toSorted((a, b) => a.flow - b.flow);
      expect(decoded(encodeDay(sorted))).toEqual(sorted);
    }),
  );
});

function setUp() {
  const { database, calendar, add, store } = filledLedger();
  const dayOf = (date: string): number => calendar.slotAt(Date.parse(`${date}T12:00Z`)).day;
  return {
    add,
    store,
    pack: (today: string, most = 10) => packDays(database, dayOf(today), most),
    packed: () =>
      database
        .prepare("SELECT day, flows FROM packed_days ORDER BY day")
        .all()
        .map(({ day, flows }) => [
          new Date(Number(day) * 1000).toISOString().slice(0, 10),
          decoded(flows as Uint8Array).map(({ download }) => download),
        ]),
  };
}

test("days that are over are packed, the latest first, and never today", () => {
  const { add, pack, packed } = setUp();
  add("2026-11-20T10:00Z", 1);
  add("2026-11-22T10:00Z", 2);
  add("2026-11-22T23:00Z", 4, "other.com");
  add("2026-11-24T10:00Z", 8);
  expect(pack("2026-11-24", 1)).toBe(true);
  expect(packed()).toEqual([["2026-11-22", [2, 4]]]);
  expect(pack("2026-11-24", 1)).toBe(false);
  expect(packed()).toEqual([
    ["2026-11-20", [1]],
    ["2026-11-22", [2, 4]],
  ]);
  expect(pack("2026-11-24")).toBe(false);
});

test("a day that is booked on again loses its pack until the next time", () => {
  const { add, pack, packed } = setUp();
  add("2026-11-22T10:00Z", 2);
  pack("2026-11-24");
  add("2026-11-22T11:00Z", 5);
  expect(packed()).toEqual([]);
  pack("2026-11-24");
  expect(packed()).toEqual([["2026-11-22", [7]]]);
});
