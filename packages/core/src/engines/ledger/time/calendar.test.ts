import { afterEach, describe, expect, test, vi } from "vitest";
import { Calendar } from "./calendar.ts";

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();

describe("hours and days", () => {
  test.each([
    ["UTC", "2026-11-24T10:59:59.999Z", "2026-11-24T10:00:00.000Z", "2026-11-24T00:00:00.000Z"],
    ["Asia/Shanghai", "2026-11-24T16:00:00Z", "2026-11-24T16:00:00.000Z", "2026-11-24T16:00:00.000Z"],
    ["Asia/Shanghai", "2026-11-24T15:59:59Z", "2026-11-24T15:00:00.000Z", "2026-11-23T16:00:00.000Z"],
    // Half past the hour, so that an hour never lies in two days.
    ["Asia/Kolkata", "2026-11-24T18:40:00Z", "2026-11-24T18:30:00.000Z", "2026-11-24T18:30:00.000Z"],
    ["Asia/Kathmandu", "2026-11-24T18:14:59Z", "2026-11-24T17:15:00.000Z", "2026-11-23T18:15:00.000Z"],
    ["America/New_York", "2026-11-24T04:00:00Z", "2026-11-24T04:00:00.000Z", "2026-11-23T05:00:00.000Z"],
  ])("in %s the moment %s is in the hour %s of the day %s", (zone, moment, hour, day) => {
    const calendar = new Calendar(zone);
    const slot = calendar.slotAt(at(moment));
    expect([iso(slot.hour * 1000), iso(slot.day * 1000)]).toEqual([hour, day]);
  });

  test("all moments of an hour give the same slot", () => {
    const calendar = new Calendar("UTC");
    const slot = calendar.slotAt(at("2026-11-24T10:00:00Z"));
    expect(calendar.slotAt(at("2026-11-24T10:59:59Z"))).toBe(slot);
    expect(calendar.slotAt(at("2026-11-24T09:59:59Z"))).not.toBe(slot);
  });
});

describe("days whose clocks change", () => {
  test.each([
    ["Europe/Berlin, summer begins", "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00.000Z", 23],
    ["Europe/Berlin, summer ends", "Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00.000Z", 25],
    ["Beirut has no midnight", "Asia/Beirut", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00.000Z", 23],
    ["Havana has midnight twice", "America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00.000Z", 25],
  ])("%s", (_, zone, moment, start, hours) => {
    const calendar = new Calendar(zone);
    const first = calendar.dayStart(at(moment));
    expect(iso(first)).toBe(start);
    expect((calendar.dayStartAfter(at(moment), 1) - first) / 3_600_000).toBe(hours);
    expect(calendar.dayStart(first)).toBe(first);
    expect(calendar.dayStart(first - 1)).toBeLessThan(first);
  });

  test("going back by days lands on starts of days", () => {
    const calendar = new Calendar("Europe/Berlin");
    expect(iso(calendar.dayStartAfter(at("2026-04-02T12:00:00Z"), -7))).toBe("2026-03-25T23:00:00.000Z");
  });
});

test("a month begins at the first moment of its first day, in summer and winter time", () => {
  const berlin = new Calendar("Europe/Berlin");
  const starts = ["2026-11-01T00:30:00+01:00", "2026-10-31T23:30:00+01:00", "2026-07-31T23:59:59+02:00"];
  expect(starts.map((moment) => new Date(berlin.monthStart(Date.parse(moment))).toISOString())).toEqual([
    "2026-10-31T23:00:00.000Z",
    "2026-09-30T22:00:00.000Z",
    "2026-06-30T22:00:00.000Z",
  ]);
});

test("a date that does not exist has no start", () => {
  const calendar = new Calendar("Asia/Shanghai");
  expect(calendar.dateStart(2026, 2, 30)).toBeUndefined();
  expect(calendar.dateStart(2026, 13, 1)).toBeUndefined();
  expect(iso(calendar.dateStart(2026, 2, 28) ?? 0)).toBe("2026-02-27T16:00:00.000Z");
});

describe("months", () => {
  const calendar = new Calendar("Asia/Shanghai");

  test("have numbers and begin at midnight there", () => {
    expect(calendar.monthOf(at("2026-11-30T15:59:59Z"))).toBe(2026 * 12 + 10);
    expect(calendar.monthOf(at("2026-11-30T16:00:00Z"))).toBe(2026 * 12 + 11);
    expect(calendar.slotAt(at("2026-12-31T16:00:00Z")).month).toBe(2027 * 12);
    expect(iso(calendar.startOfMonth(2026 * 12 + 11))).toBe("2026-11-30T16:00:00.000Z");
  });

  test("have a day of each number, which may be their last one", () => {
    expect(iso(calendar.startOfMonth(2028 * 12 + 1, 31))).toBe("2028-02-28T16:00:00.000Z");
    expect(iso(calendar.startOfMonth(2026 * 12 + 10, 15))).toBe("2026-11-14T16:00:00.000Z");
  });
});

describe("the system's own zone", () => {
  afterEach(() => void vi.unstubAllEnvs());

  test.each(["UTC", "Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin", "America/Havana"])(
    "%s is read from the machine's clocks as from the list of zones",
    (zone) => {
      vi.stubEnv("TZ", zone);
      const [own, named] = [new Calendar(), new Calendar(zone)];
      for (let day = 0; day < 366; day += 1) {
        const ms = at("2026-01-01T03:29:59Z") + day * 86_400_000;
        expect(own.slotAt(ms)).toEqual(named.slotAt(ms));
        expect(own.dayStartAfter(ms, 1)).toBe(named.dayStartAfter(ms, 1));
      }
    },
  );
});
