import { expect, test } from "vitest";
import { Calendar } from "../time/calendar.ts";
import { HourBatches } from "./hour-batches.ts";

const ten = Date.parse("2026-11-24T10:00:00Z");
const hour = 3_600_000;

test("an hour has one batch with one number, also when the clock was put back", () => {
  const batches = new HourBatches(new Calendar("UTC"));
  const first = batches.at(ten);
  const { number } = batches;
  expect(batches.at(ten + hour - 1)).toBe(first);
  expect(batches.number).toBe(number);
  const second = batches.at(ten + hour);
  expect(batches.number).not.toBe(number);
  expect(batches.at(ten)).toBe(first);
  expect(batches.all).toEqual([first, second]);
});

test("seconds are seen in the hour that they lie in, whatever was booked last", () => {
  const batches = new HourBatches(new Calendar("UTC"));
  batches.at(ten);
  batches.observe(ten + hour - 1500, ten + hour + 500);
  batches.observe(ten + hour + 500, ten + hour + 2500);
  expect(batches.all.map(({ observedSeconds }) => observedSeconds)).toEqual([1.5, 2.5]);
});

test("after clearing the same hour begins anew", () => {
  const batches = new HourBatches(new Calendar("UTC"));
  const first = batches.at(ten);
  const { number } = batches;
  batches.clear();
  expect(batches.all).toEqual([]);
  expect(batches.at(ten)).not.toBe(first);
  expect(batches.number).not.toBe(number);
});
