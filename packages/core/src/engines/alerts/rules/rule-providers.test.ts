import { expect, test } from "vitest";
import type { RuleProvider } from "../../../schemas/provider.ts";
import { staleRuleProviders, updatedTime } from "./rule-providers.ts";

const now = Date.UTC(2026, 10, 27);
const list = (fields: Partial<RuleProvider>): RuleProvider => ({
  name: "ads",
  type: "Rule",
  vehicleType: "HTTP",
  behavior: "Domain",
  ruleCount: 1,
  ...fields,
});
const stale = (fields: Partial<RuleProvider>) => staleRuleProviders([list(fields)], 14, now).map(({ data }) => data);

test("a list from elsewhere that was not updated for too long, or never", () => {
  expect(stale({ updatedAt: "2026-11-13T00:00:00Z" })).toEqual([]);
  expect(stale({ updatedAt: "2026-11-12T23:59:59Z" })).toEqual([
    { provider: "ads", updatedAt: Date.UTC(2026, 10, 12, 23, 59, 59) },
  ]);
  expect(stale({ updatedAt: "0001-01-01T00:00:00Z" })).toEqual([{ provider: "ads", updatedAt: null }]);
});

test("a list of the config or of a file is never stale", () => {
  expect(stale({ vehicleType: "Inline" })).toEqual([]);
  expect(stale({ vehicleType: "File", updatedAt: "2020-01-01T00:00:00Z" })).toEqual([]);
});

test("never is null", () => {
  expect([updatedTime(undefined), updatedTime("x"), updatedTime("0001-01-01T00:00:00Z")]).toEqual([null, null, null]);
});
