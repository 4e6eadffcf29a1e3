import { expect, it } from "vitest";
import { rateUnits } from "../config.ts";
import { rateIn } from "./rate-units.ts";

it("shows bytes per second in the unit of the house", () => {
  expect(rateIn("MB/s", "down")).toEqual({ template: "{{ (value_json.down / 1000000) | round(3) }}", precision: 2 });
  expect(rateIn("Mbit/s", "up")).toEqual({ template: "{{ (value_json.up * 8 / 1000000) | round(3) }}", precision: 2 });
  expect(rateIn("KiB/s", "up")).toEqual({ template: "{{ (value_json.up / 1024) | round(1) }}", precision: 0 });
  expect(rateIn("bit/s", "up")).toEqual({ template: "{{ (value_json.up * 8) | round(0) | int }}", precision: 0 });
});

it("means the same rate in every unit", () => {
  const bytes = 123_456_789;
  const shown = Object.fromEntries(
    rateUnits.map((unit) => {
      const [, times, divisor = "1"] = /value_json\.x( \* 8)?(?: \/ (\d+))?/.exec(rateIn(unit, "x").template) ?? [];
      return [unit, (bytes * (times === undefined ? 1 : 8)) / Number(divisor)];
    }),
  );
  expect(shown).toMatchObject({ "B/s": bytes, "MB/s": 123.456789, "MiB/s": bytes / 1_048_576, "Mbit/s": 987.654312 });
  expect(shown["Gbit/s"]).toBeCloseTo(0.987654312);
});
