import { describe, expect, test } from "vitest";
import { proxy } from "../../../test/support/views.ts";
import type { ProxyProvider, RuleProvider } from "../../schemas/provider.ts";
import { diffProviders, diffRuleProviders } from "./providers.ts";

const provider = (fields: Partial<ProxyProvider> = {}): ProxyProvider => ({
  name: "sub",
  type: "Proxy",
  vehicleType: "HTTP",
  proxies: [proxy("a")],
  updatedAt: "2026-07-01T00:00:00Z",
  ...fields,
});
const map = (one: ProxyProvider): ReadonlyMap<string, ProxyProvider> => new Map([[one.name, one]]);

describe("proxy providers", () => {
  test("a new list is told with both dates", () => {
    const now = provider({ updatedAt: "2026-07-02T00:00:00Z" });
    expect(diffProviders(map(provider()), map(now))).toEqual([
      { type: "provider-updated", provider: "sub", was: "2026-07-01T00:00:00Z", now: "2026-07-02T00:00:00Z" },
    ]);
  });

  test.each<[string, Partial<ProxyProvider>]>([
    ["news of the subscription", { subscriptionInfo: { Total: 1 } }],
    ["other names", { proxies: [proxy("b")] }],
    ["no nodes any more", { proxies: null }],
  ])("%s are an update too", (_, fields) => {
    expect(diffProviders(map(provider()), map(provider(fields)))).toHaveLength(1);
  });

  test("new delays of its nodes are none", () => {
    const now = provider({ proxies: [proxy("a", { history: [{ time: "2026-07-01T00:00:00Z", delay: 5 }] })] });
    expect(diffProviders(map(provider()), map(now))).toEqual([]);
  });

  test("one that is first seen was never updated before, one that is gone is not any more", () => {
    const date = "2026-07-01T00:00:00Z";
    expect(diffProviders(new Map(), map(provider()))).toEqual([
      { type: "provider-updated", provider: "sub", was: undefined, now: date },
    ]);
    expect(diffProviders(map(provider()), new Map())).toEqual([
      { type: "provider-updated", provider: "sub", was: date, now: undefined },
    ]);
  });
});

test("rule providers change when any of them does", () => {
  const one = (ruleCount: number): ReadonlyMap<string, RuleProvider> =>
    new Map([["ads", { name: "ads", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount }]]);
  expect(diffRuleProviders(one(1), one(1))).toEqual([]);
  expect(diffRuleProviders(one(1), one(2))).toEqual([{ type: "rule-providers-changed" }]);
});
