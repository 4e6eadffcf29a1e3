import { expect, test } from "vitest";
import { defaultLedgerSettings, ledgerConfig } from "./config.ts";

test("nothing said is the default", () => {
  expect(ledgerConfig.parse({})).toEqual(defaultLedgerSettings);
  expect(ledgerConfig.parse("off")).toBe("off");
});

test.each([{ hosts: "off" }, { "hours-days": 0 }, { days: 1.5 }, { "max-mb": 0 }, { day: 3 }, "on"])(
  "%j is refused",
  (value) => {
    expect(ledgerConfig.safeParse(value).success).toBe(false);
  },
);
