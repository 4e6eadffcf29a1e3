import { expect, test } from "vitest";
import { alertsConfig, defaultAlertsSettings, quietHoursOf, testEveryMs } from "./config.ts";

test("every key has a default", () => {
  expect(alertsConfig.parse({})).toMatchObject({
    "provider-expires-days": [7, 3, 1],
    "provider-used-percent": [80, 90, 95],
    "quiet-hours": "",
    "test-current": "5m",
    webhook: [],
    "heartbeat-url": "",
  });
  expect(defaultAlertsSettings["log-errors"]).toBe(50);
});

test("a webhook is an address, or a mapping with defaults of its own", () => {
  const { webhook } = alertsConfig.parse({ webhook: ["https://a.test/x", { url: "http://b.test", format: "ntfy" }] });
  expect(webhook).toEqual([
    "https://a.test/x",
    { url: "http://b.test", format: "ntfy", language: "en", "min-severity": "info" },
  ]);
});

test.each([
  { "quiet-hours": "23-7" },
  { "quiet-hours": "24:00-07:00" },
  { "test-current": "5" },
  { "test-current": "0m" },
  { "provider-used-percent": [101] },
  { webhook: ["ftp://a.test"] },
  { webhook: [{ url: "https://a.test", format: "slack" }] },
  { "heartbeat-url": "a.test" },
  { latency: 5 },
])("refuses %j", (alerts) => {
  expect(alertsConfig.safeParse(alerts).success).toBe(false);
});

test("times are read", () => {
  expect(quietHoursOf("23:00-07:30")).toEqual({ from: 1380, to: 450 });
  expect([quietHoursOf(""), quietHoursOf("07:00-07:00")]).toEqual([undefined, undefined]);
  expect([testEveryMs("5m"), testEveryMs("2h"), testEveryMs("off")]).toEqual([300_000, 7_200_000, undefined]);
});
