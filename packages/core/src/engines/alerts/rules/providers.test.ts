import { expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import type { ProxyProvider, RuleProvider } from "../../../schemas/provider.ts";
import { Calendar } from "../../ledger/time/calendar.ts";
import { defaultAlertsSettings } from "../config.ts";
import { ProviderRule } from "./providers.ts";

const dayMs = 86_400_000;

function setUp() {
  const { clock, events, book } = recordedBook();
  const rule = new ProviderRule({
    book,
    controller: "home",
    now: clock.now,
    settings: defaultAlertsSettings,
    calendar: new Calendar("UTC"),
    samples: new Map(),
  });
  const start = clock.now();
  const provider = (used: number, fields: Partial<ProxyProvider> = {}): ProxyProvider => ({
    name: "A",
    type: "Proxy",
    vehicleType: "HTTP",
    proxies: [],
    updatedAt: new Date(start - dayMs).toISOString(),
    subscriptionInfo: { Upload: 0, Download: used * 1e9, Total: 100e9, Expire: (start + 30 * dayMs) / 1000 },
    ...fields,
  });
  const judge = (providers: readonly ProxyProvider[], ruleProviders: readonly RuleProvider[] = []): void =>
    rule.judge({
      providers: new Map(providers.map((one) => [one.name, one])),
      ruleProviders: new Map(ruleProviders.map((one) => [one.name, one])),
    });
  const wait = (ms: number): void => {
    clock.jump(ms);
    book.tick();
  };
  const told = (): string[] => events.map(({ type, alert }) => `${type} ${alert.kind} ${alert.severity}`);
  return { clock, rule, judge, provider, wait, told, events, start };
}

test("a subscription is followed through its steps to its renewal", () => {
  const { judge, provider, wait, told, events, start } = setUp();
  judge([provider(50)]);
  wait(dayMs);
  judge([provider(85)]);
  expect(told()).toEqual(["raised provider-used warning", "raised provider-runs-out info"]);
  expect(events[1]?.alert.data).toMatchObject({ left: 15e9, resetsAt: start + 30 * dayMs });
  judge([provider(96)]);
  wait(24 * dayMs);
  judge([provider(96)]);
  expect(told().slice(2)).toEqual([
    "raised provider-used warning",
    "raised provider-expires info",
    "recovered provider-runs-out info",
  ]);
  wait(6 * dayMs);
  judge([provider(96)]);
  expect(events.at(-1)?.alert).toMatchObject({ kind: "provider-expires", severity: "warning", data: { step: 0 } });
  judge([
    provider(1, { subscriptionInfo: { Upload: 1, Download: 1, Total: 100e9, Expire: (start + 90 * dayMs) / 1000 } }),
  ]);
  expect(told().slice(-2)).toEqual(["recovered provider-used warning", "recovered provider-expires warning"]);
});

test("right after a start a provider that is not there yet is not gone; later it is", () => {
  const { rule, judge, provider, wait, told } = setUp();
  judge([provider(85)]);
  wait(dayMs);
  rule.onLife();
  judge([]);
  expect(told()).toEqual(["raised provider-used warning"]);
  wait(300_000);
  judge([]);
  expect(told()).toEqual(["raised provider-used warning", "recovered provider-used warning"]);
});

test("a failure is told without the address's secrets, and is over with a newer list", () => {
  const { clock, rule, judge, provider, wait, told, events } = setUp();
  rule.onFailed("A", "Get https://sub.example/t0ken: EOF");
  wait(20_000);
  expect(told()).toEqual(["raised provider-failed warning"]);
  expect(events[0]?.alert.data).toEqual({ provider: "A", reason: "Get sub.example EOF" });
  judge([provider(1)]);
  expect(told()).toHaveLength(1);
  judge([provider(1, { updatedAt: new Date(clock.now()).toISOString() })]);
  expect(told()).toEqual(["raised provider-failed warning", "recovered provider-failed warning"]);
});

test("a failure that the next try mends is no news", () => {
  const { rule, wait, told } = setUp();
  rule.onFailed("A", "EOF");
  wait(10_000);
  rule.onUpdated({ type: "provider-updated", provider: "A", was: "2026-11-26T00:00:00Z", now: "2026-11-27T00:00:00Z" });
  wait(60_000);
  expect(told()).toEqual([]);
});

test("a first reading is no update", () => {
  const { rule, wait, told } = setUp();
  rule.onFailed("A", "EOF");
  rule.onUpdated({ type: "provider-updated", provider: "A", was: undefined, now: "2026-11-27T00:00:00Z" });
  wait(20_000);
  expect(told()).toEqual(["raised provider-failed warning"]);
});

test("a rule provider that is too old is told until it is not", () => {
  const { judge, told, clock } = setUp();
  const list = { name: "ads", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount: 1 };
  judge([], [{ ...list, updatedAt: new Date(clock.now() - 15 * dayMs).toISOString() }]);
  judge([], [{ ...list, updatedAt: new Date(clock.now()).toISOString() }]);
  expect(told()).toEqual(["raised rule-provider-stale info", "recovered rule-provider-stale info"]);
});
