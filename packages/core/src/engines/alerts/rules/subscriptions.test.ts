import { describe, expect, test } from "vitest";
import type { ProxyProvider } from "../../../schemas/provider.ts";
import { Calendar } from "../../ledger/time/calendar.ts";
import { expiryFinding, runOutFinding, type Sample, subscriptionOf, usedFinding, withSample } from "./subscriptions.ts";

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 27, 12);
const calendar = new Calendar("UTC");
const GB = 1e9;

function provider(fields: Partial<ProxyProvider>): ProxyProvider {
  return { name: "A", type: "Proxy", vehicleType: "HTTP", proxies: [], ...fields };
}
const state = (used: number, total = 100, expiresAt?: number) => ({ used, total, expiresAt });

describe("what a provider says", () => {
  test("of bytes and of the end, in ms", () => {
    const info = { Upload: 1, Download: 2, Total: 10, Expire: now / 1000 };
    expect(subscriptionOf(provider({ subscriptionInfo: info }), calendar, now)).toEqual({
      used: 3,
      total: 10,
      expiresAt: now,
    });
  });

  test("0 is not known, and the year 9999 is no end", () => {
    const info = { Upload: 0, Download: 0, Total: 0, Expire: 253_402_214_400 };
    expect(subscriptionOf(provider({ subscriptionInfo: info }), calendar, now)).toEqual({
      used: 0,
      total: 0,
      expiresAt: undefined,
    });
    expect(subscriptionOf(provider({}), calendar, now).expiresAt).toBeUndefined();
  });

  test("where only a pseudo-node tells the last day, it counts to its end", () => {
    const proxies = ["HK 01", "Expires 2026-12-31"].map((name) => ({ name, type: "Vmess", history: [], udp: true }));
    expect(subscriptionOf(provider({ proxies }), calendar, now).expiresAt).toBe(Date.UTC(2027, 0, 1));
  });
});

test("used: the highest step counts, and a step is over two points below it", () => {
  const steps = (used: number, open?: number) => usedFinding("A", state(used), [80, 90, 95], open)?.step;
  expect([79.9, 80, 89, 90, 95, 100].map((used) => steps(used))).toEqual([undefined, 80, 80, 90, 95, 95]);
  expect([steps(89, 90), steps(87.9, 90), steps(79, 80), steps(77.9, 80)]).toEqual([90, 80, 80, undefined]);
  expect(usedFinding("A", state(100), [80], undefined)?.severity).toBe("critical");
  expect(usedFinding("A", state(5, 0), [80], undefined)).toBeUndefined();
});

test("expiry: fewer days are a worse step; expired is the last", () => {
  const found = (left: number) => expiryFinding("A", state(0, 0, now + left), [7, 3, 1], now);
  expect([8, 7, 3.1, 3, 1, 0.1, 0].map((days) => found(days * dayMs)?.data.step)).toEqual([
    undefined,
    7,
    7,
    3,
    1,
    1,
    0,
  ]);
  expect(found(7 * dayMs)?.severity).toBe("info");
  expect(found(3 * dayMs)?.severity).toBe("warning");
  expect(found(3 * dayMs)?.step).toBeGreaterThan(found(7 * dayMs)?.step ?? 0);
});

describe("running out", () => {
  const samples: readonly Sample[] = [{ at: now - 2 * dayMs, used: 10 * GB }];
  const runsOut = (used: number, end: number, of = samples) =>
    runOutFinding("A", state(used * GB, 100 * GB, now + end * dayMs), of, now);

  test("is told where the pace uses all up before the end", () => {
    // 40 GB in 2 days: the other 50 GB last 2.5 days.
    expect(runsOut(50, 10)?.data).toEqual({
      provider: "A",
      left: 50 * GB,
      runsOutAt: Math.round((now + 2.5 * dayMs) / dayMs) * dayMs,
      resetsAt: now + 10 * dayMs,
    });
    expect(runsOut(50, 2)).toBeUndefined();
  });

  test("needs a day of watching, some use, and something left", () => {
    expect(runsOut(50, 10, [{ at: now - dayMs / 2, used: 0 }])).toBeUndefined();
    expect(runsOut(50, 10, [])).toBeUndefined();
    expect(runsOut(10, 10)).toBeUndefined();
    expect(runsOut(100, 10)).toBeUndefined();
  });

  test("the pace is kept from some samples a day, and what falls began anew", () => {
    let kept: readonly Sample[] = [];
    for (let hour = 0; hour < 24 * 20; hour += 1) kept = withSample(kept, state(hour), now + hour * 3_600_000);
    expect(kept.length).toBeLessThanOrEqual(65);
    expect(kept.at(-1)?.used).toBe(477);
    expect(withSample(kept, state(3), now)).toEqual([{ at: now, used: 3 }]);
  });
});
