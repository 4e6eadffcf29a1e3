import { describe, expect, test } from "vitest";
import type { TaskContext } from "../shared/task-node.ts";
import { providerRow, providerWorks, ruleProviderRow } from "./works.ts";

const now = Date.parse("2026-11-27T12:00:00Z");
const provider = { name: "nimbus", type: "Proxy", vehicleType: "HTTP", proxies: [], updatedAt: "2026-11-27T10:00:00Z" };

describe("a provider's row", () => {
  test("tells what is used, what is left, and when it ends", () => {
    const subscriptionInfo = {
      Upload: 10,
      Download: 65,
      Total: 100,
      Expire: Date.parse("2026-12-01T00:00:00Z") / 1000,
    };
    expect(providerRow({ ...provider, subscriptionInfo }, now)).toEqual({
      name: "nimbus",
      source: "HTTP",
      nodes: 0,
      updatedAt: "2026-11-27T10:00:00Z",
      used: 75,
      total: 100,
      left: 25,
      usedPercent: 75,
      expiresAt: "2026-12-01T00:00:00.000Z",
      expiresInDays: 3,
    });
  });

  test("leaves out what the subscription never said, and the time of a list that was never loaded", () => {
    const silent = { ...provider, proxies: null, updatedAt: "0001-01-01T00:00:00Z", subscriptionInfo: { Total: 0 } };
    expect(providerRow(silent, now)).toEqual({ name: "nimbus", source: "HTTP", nodes: 0 });
  });

  test("is negative in days after the end, and never below nothing left", () => {
    const subscriptionInfo = { Download: 120, Total: 100, Expire: now / 1000 - 3600 };
    expect(providerRow({ ...provider, subscriptionInfo }, now)).toMatchObject({ left: 0, expiresInDays: -1 });
  });
});

test("lists come from a fresh reading", async () => {
  const rule = { name: "ads", type: "Rule", vehicleType: "File", behavior: "Domain", ruleCount: 3 };
  const read: unknown[] = [];
  const controller = {
    observer: {
      refresh: async (parts: unknown) => {
        read.push(parts);
        return { providers: new Map([["nimbus", provider]]), ruleProviders: new Map([["ads", rule]]) };
      },
    },
  };
  const context = { controller, options: { signal: new AbortController().signal } } as unknown as TaskContext;
  expect(await providerWorks.list(context)).toMatchObject({ rows: [{ name: "nimbus" }], total: 1 });
  expect(await providerWorks["list-rules"](context)).toEqual({ rows: [ruleProviderRow(rule)], total: 1 });
  expect(read).toEqual([["providers"], ["rule-providers"]]);
});
