import { describe, expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { defaultLedgerSettings } from "../config.ts";
import { packDays } from "../store/day-packs.ts";
import { prune } from "../store/retention.ts";
import type { UsageQuery } from "./types.ts";
import { readUsage } from "./usage.ts";

const now = Date.parse("2026-11-24T10:30:00Z");

function setUp(timeZone = "UTC") {
  const filled = filledLedger(timeZone);
  const ask = (query: Partial<UsageQuery>) =>
    readUsage(filled.database, { by: "device", ...query }, filled.calendar, now);
  return { ...filled, ask, download: (query: Partial<UsageQuery>) => ask(query).rows[0]?.download ?? 0 };
}

/** One bit per hour, so that a sum tells which hours are in it. */
function hourly(house: ReturnType<typeof setUp>): void {
  house.add("2026-11-21T23:00Z", 1);
  house.add("2026-11-22T00:00Z", 2);
  house.add("2026-11-22T23:00Z", 4);
  house.add("2026-11-23T09:00Z", 8);
  house.add("2026-11-23T10:00Z", 16);
  house.add("2026-11-24T00:00Z", 32);
  house.add("2026-11-24T10:00Z", 64);
}

const ranges: readonly (readonly [Partial<UsageQuery>, number])[] = [
  [{}, 127],
  [{ since: "today" }, 96],
  [{ since: "yesterday" }, 120],
  [{ since: "yesterday", until: "today" }, 24],
  [{ since: "2026-11-22", until: "2026-11-23" }, 6],
  [{ since: "2026-11-22T23:00:00Z" }, 124],
  [{ since: "2026-11-22T23:59:00Z", until: "2026-11-23T09:00:00Z" }, 4],
  [{ since: "2026-11-23T09:00:00Z", until: "2026-11-23T09:01:00Z" }, 8],
  [{ since: "2026-11-21T23:00:00Z", until: "2026-11-23T10:00:00Z" }, 15],
  [{ since: "24h" }, 112],
  [{ since: "2026-11-24T10:00:00Z", until: "2027-01-01" }, 64],
];

describe("a range", () => {
  test.each(ranges)("%j sums each byte once", (query, bytes) => {
    const house = setUp();
    hourly(house);
    expect(house.download(query)).toBe(bytes);
    packDays(house.database, house.calendar.slotAt(now).day, 2);
    expect(house.download(query)).toBe(bytes);
  });

  test("is widened to whole days where the hours are gone, and says so", () => {
    const house = setUp();
    hourly(house);
    prune(house.database, { ...defaultLedgerSettings, "hours-days": 1 }, house.calendar, now);
    expect(house.download({})).toBe(127);
    expect(house.download({ since: "2026-11-23T10:00:00Z" })).toBe(112);
    const { rows, since, until } = house.ask({ since: "2026-11-22T20:00:00Z", until: "2026-11-22T22:00:00Z" });
    expect(rows[0]?.download).toBe(6);
    expect([since, until]).toEqual([Date.parse("2026-11-22T00:00Z"), Date.parse("2026-11-23T00:00Z")]);
    expect(house.download({ since: "2026-11-22T20:00:00Z", until: "2026-11-23T10:00:00Z" })).toBe(14);
  });

  test("has whole months where the days are gone, sums each byte once, and says so", () => {
    const house = setUp("Asia/Shanghai");
    // Half past midnight there, on the first of October.
    house.add("2026-09-30T16:30Z", 128);
    house.add("2026-09-30T15:30Z", 256);
    hourly(house);
    prune(house.database, { ...defaultLedgerSettings, days: 1 }, house.calendar, now);
    expect(house.download({})).toBe(511);
    expect(house.download({ since: "2026-09-30", until: "2026-10-01" })).toBe(256);
    expect(house.download({ since: "2026-10-07", until: "2026-10-09" })).toBe(128);
    const { since, until } = house.ask({ since: "2026-10-07", until: "2026-10-09" });
    expect([since, until]).toEqual([Date.parse("2026-09-30T16:00Z"), Date.parse("2026-10-31T16:00Z")]);
    // The days that are left lie in a month of which others are gone.
    expect(house.download({ since: "2026-11-22" })).toBe(127);
    expect(house.download({ since: "yesterday" })).toBe(124);
  });

  test("has days behind months, where a month ends as the days begin", () => {
    const house = setUp();
    house.add("2026-10-31T10:00Z", 1);
    house.add("2026-11-01T10:00Z", 2);
    hourly(house);
    prune(house.database, { ...defaultLedgerSettings, days: 23 }, house.calendar, now);
    expect(house.database.prepare("SELECT days_from FROM kept").get()?.["days_from"]).toBe(
      Date.parse("2026-11-01T00:00Z") / 1000,
    );
    expect(house.download({ since: "2026-10-31", until: "2026-11-02" })).toBe(3);
    expect(house.download({ since: "2026-10-15" })).toBe(130);
    expect(house.download({ since: "2026-11-01" })).toBe(129);
  });

  test("has the days of the time zone", () => {
    const house = setUp("Asia/Shanghai");
    hourly(house);
    expect(house.download({ since: "today" })).toBe(96);
    expect(house.download({ since: "2026-11-23", until: "2026-11-24" })).toBe(4 + 8 + 16);
  });

  test.each([
    [{ since: "today", until: "yesterday" }, "since must be before until"],
    [{ since: now + 1 }, "since must be before until"],
    [{ since: Number.NaN }, "Unix time in ms"],
    [{ since: "x" }, "is no moment"],
    [{ top: 0 }, "above 0"],
    [{ top: 1.5 }, "above 0"],
  ])("or a limit that makes no sense is one sentence: %j", (query, sentence) => {
    expect(() => setUp().ask(query)).toThrow(
      expect.objectContaining({ code: "invalid-input", message: expect.stringContaining(sentence) }),
    );
  });
});

test("an empty ledger knows nothing, and says that it covers nothing", () => {
  expect(setUp().ask({ since: "30d" })).toMatchObject({
    rows: [],
    coverage: 0,
    unattributed: { upload: 0, download: 0 },
  });
});

test("rows come largest first, as many as asked for, and unattributed bytes are in none", () => {
  const { add, ask } = setUp();
  add("2026-11-24T08:00Z", 10, "small.com");
  add("2026-11-24T09:00Z", 30, "large.com");
  add("2026-11-24T10:00Z", 20, "middle.com");
  const { rows, unattributed, coverage } = ask({ by: "host", top: 2, since: "2026-11-24T08:00:00Z" });
  expect(rows.map(({ key }) => key)).toEqual(["large.com", "middle.com"]);
  expect(unattributed).toEqual({ upload: 0, download: 9 });
  expect(coverage).toBeCloseTo(1.5 / 2.5, 6);
});

test("usage is also by provider, and of one device or one provider", () => {
  const { store, calendar, ask } = setUp();
  const rows = [
    { device: "TV", host: "a.com", provider: "airport", download: 1 },
    { device: "TV", host: "b.com", provider: "", download: 2 },
    { device: "phone", host: "a.com", provider: "airport", download: 4 },
    { device: "phone", host: "a.com", provider: "other", download: 8 },
  ].map(({ download, ...key }) => ({
    flow: { ...key, group: "Proxy", node: "HK 01", rule: "Match" },
    upload: 0,
    download,
  }));
  const slot = calendar.slotAt(Date.parse("2026-11-24T10:00Z"));
  const batch = { ...slot, rows, observedSeconds: 1, unattributedUpload: 0, unattributedDownload: 0 };
  store.save("home", { batches: [batch], last: undefined, changed: new Map(), gone: new Set() });
  const of = (query: Partial<UsageQuery>) => ask(query).rows.map(({ key, download }) => [key, download]);
  expect(of({ by: "provider" })).toEqual([
    ["other", 8],
    ["airport", 5],
    ["", 2],
  ]);
  expect(of({ by: "host", device: "TV" })).toEqual([
    ["b.com", 2],
    ["a.com", 1],
  ]);
  expect(of({ by: "device", provider: "airport" })).toEqual([
    ["phone", 4],
    ["TV", 1],
  ]);
  expect(of({ by: "device", device: "phone", provider: "other", controller: "home" })).toEqual([["phone", 8]]);
  expect(of({ by: "device", device: "nobody" })).toEqual([]);
});
