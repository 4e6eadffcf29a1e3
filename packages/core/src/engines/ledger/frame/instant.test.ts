import fc from "fast-check";
import { expect, test } from "vitest";
import { instantAt } from "./instant.ts";

function instant(text: string): number {
  const bytes = Buffer.from(`x${JSON.stringify(text)}y`);
  return instantAt(bytes, 1, bytes.length - 1);
}

const two = (max: number): fc.Arbitrary<string> => fc.nat(max).map((value) => String(value).padStart(2, "0"));
const zones = fc.oneof(
  fc.constantFrom("Z", "z", "", "+08", "+8:00", "+0800", "Zx"),
  fc.tuple(fc.constantFrom("+", "-"), two(25), two(61)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
);
const times = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }).map((year) => String(year).padStart(4, "0")),
    two(14),
    two(33),
    two(25),
    two(61),
    two(61),
    fc.oneof(fc.constantFrom("", ".", ".x"), fc.stringMatching(/^\.\d{1,9}$/)),
    zones,
  )
  .map(
    ([year, month, day, hour, minute, second, fraction, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
  );

test("times are those of the built-in parser, whatever they look like", () => {
  fc.assert(
    fc.property(fc.oneof(times, fc.string()), (text) => {
      expect(instant(text)).toBe(Date.parse(text));
    }),
    { numRuns: 5000 },
  );
});

test.each([
  "2026-11-24T10:30:20.123456789+08:00",
  "2026-11-24T10:30:20.9999Z",
  "2024-02-29T23:59:59-11:30",
  "2026-02-29T00:00:00Z",
  "2026-11-24T24:00:00Z",
  "1970-01-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "2026-11-24 10:30:20",
  "never",
  "",
])("%s is one of them", (text) => {
  expect(instant(text)).toBe(Date.parse(text));
});
