import { describe, expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { Calendar } from "../time/calendar.ts";
import { type QuotaSettings, quotasConfig } from "../config.ts";
import { quotaPeriod, quotaState, readQuotas } from "./quotas.ts";

const utc = new Calendar("UTC");
const at = (text: string): number => Date.parse(text);
const settings = (more: Partial<QuotaSettings> = {}): QuotaSettings => ({ gb: 20, resets: 1, ...more });

describe("a period", () => {
  test.each([
    [1, "2026-11-24T12:00Z", "2026-11-01T00:00Z", "2026-12-01T00:00Z"],
    [25, "2026-11-24T12:00Z", "2026-10-25T00:00Z", "2026-11-25T00:00Z"],
    [24, "2026-11-24T00:00Z", "2026-11-24T00:00Z", "2026-12-24T00:00Z"],
    [31, "2026-11-29T12:00Z", "2026-10-31T00:00Z", "2026-11-30T00:00Z"],
    [31, "2026-11-30T12:00Z", "2026-11-30T00:00Z", "2026-12-31T00:00Z"],
    [30, "2027-02-28T12:00Z", "2027-02-28T00:00Z", "2027-03-30T00:00Z"],
    [15, "2027-01-02T12:00Z", "2026-12-15T00:00Z", "2027-01-15T00:00Z"],
  ])("that resets on day %d is at %s the one from %s to %s", (resets, now, since, resetsAt) => {
    expect(quotaPeriod(resets, utc, at(now))).toEqual({ since: at(since), resetsAt: at(resetsAt) });
  });

  test("begins at midnight of the time zone", () => {
    const shanghai = new Calendar("Asia/Shanghai");
    expect(quotaPeriod(1, shanghai, at("2026-11-30T16:00Z")).since).toBe(at("2026-11-30T16:00Z"));
  });
});

describe("a state", () => {
  const state = (used: number, now = "2026-11-11T00:00Z", more: Partial<QuotaSettings> = {}) =>
    quotaState({ id: "phone", settings: settings(more), used, coverage: 1, calendar: utc, nowMs: at(now) });

  test("tells what is left, and when it runs out if things go on so", () => {
    expect(state(10e9)).toEqual({
      id: "phone",
      of: {},
      limit: 20e9,
      used: 10e9,
      left: 10e9,
      share: 0.5,
      since: at("2026-11-01T00:00Z"),
      resetsAt: at("2026-12-01T00:00Z"),
      runsOutAt: at("2026-11-21T00:00Z"),
      daysLeft: 10,
      coverage: 1,
    });
  });

  test("that lasts until the reset foretells nothing", () => {
    expect(state(6e9)).toMatchObject({ left: 14e9, runsOutAt: null, daysLeft: null });
  });

  test("foretells nothing in its first day, nor while nothing was used", () => {
    expect(state(10e9, "2026-11-01T20:00Z").runsOutAt).toBeNull();
    expect(state(0).runsOutAt).toBeNull();
  });

  test("that is exceeded says so on its first day too", () => {
    expect(state(25e9, "2026-11-01T01:00Z")).toMatchObject({ left: 0, share: 1.25, daysLeft: 0 });
  });
});

describe("in the ledger", () => {
  const now = at("2026-11-24T10:30Z");

  test("each quota counts its own period, device, provider and controller", () => {
    const { database, calendar, add } = filledLedger();
    add("2026-10-31T23:00Z", 1e9);
    add("2026-11-05T10:00Z", 2e9);
    add("2026-11-20T10:00Z", 4e9);
    const quotas = quotasConfig.parse({
      house: { gb: 100 },
      late: { gb: 100, resets: 20 },
      tv: { device: "TV", gb: 1 },
      address: { device: "192.168.1.20", gb: 7 },
      nobody: { device: "Nobody", gb: 7 },
      airport: { provider: "airport", gb: 1 },
      office: { controller: "office", gb: 1 },
    });
    const devices = {
      keyOf: (address: string) => address,
      find: (name: string) => (name === "TV" ? ["192.168.1.20", "fd00::20"] : []),
    };
    const states = readQuotas(database, quotas, { calendar, nowMs: now, devices });
    expect(Object.fromEntries(states.map(({ id, used }) => [id, used]))).toEqual({
      house: 6e9 + 2,
      late: 4e9 + 1,
      tv: 6e9 + 2,
      address: 6e9 + 2,
      nobody: 0,
      airport: 0,
      office: 0,
    });
    expect(states[2]).toMatchObject({ of: { device: "TV" }, left: 0, runsOutAt: now });
  });
});
