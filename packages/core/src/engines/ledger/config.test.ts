import { expect, test } from "vitest";
import { defaultLedgerSettings, ledgerConfig, quotasConfig } from "./config.ts";

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

test("a quota resets on the first unless it says otherwise", () => {
  expect(quotasConfig.parse({ phone: { device: "Tablet", gb: 20 } })).toEqual({
    phone: { device: "Tablet", gb: 20, resets: 1 },
  });
});

test.each([{ gb: 0 }, { gb: 1, resets: 0 }, { gb: 1, resets: 32 }, { device: "TV" }, { gb: 1, devices: "TV" }])(
  "a quota %j is refused",
  (quota) => {
    expect(quotasConfig.safeParse({ phone: quota }).success).toBe(false);
  },
);
