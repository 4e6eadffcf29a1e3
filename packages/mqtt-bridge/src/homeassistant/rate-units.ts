import type { RateUnit } from "../config.ts";

const perUnit: Readonly<Record<RateUnit, number>> = {
  "bit/s": 1,
  "kbit/s": 1e3,
  "Mbit/s": 1e6,
  "Gbit/s": 1e9,
  "B/s": 1,
  "kB/s": 1e3,
  "MB/s": 1e6,
  "GB/s": 1e9,
  "KiB/s": 1024,
  "MiB/s": 1024 ** 2,
  "GiB/s": 1024 ** 3,
};

/** How a field of bytes per second is shown in a unit: its template, and digits that mean something. */
export function rateIn(unit: RateUnit, field: string): { readonly template: string; readonly precision: number } {
  const value = `value_json.${field}${unit.endsWith("bit/s") ? " * 8" : ""}`;
  const divisor = perUnit[unit];
  if (divisor === 1) return { template: `{{ (${value}) | round(0) | int }}`, precision: 0 };
  const isSmall = divisor < 1e4;
  return { template: `{{ (${value} / ${divisor}) | round(${isSmall ? 1 : 3}) }}`, precision: isSmall ? 0 : 2 };
}
