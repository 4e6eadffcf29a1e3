import type { ProxyProvider, RuleProvider } from "@pointsman/core";
import type { TaskWork } from "../shared/task-node.ts";

const dayMs = 86_400_000;

/** A provider as flows want it: bytes, and times as ISO 8601. What the subscription never said is left out. */
export interface ProviderRow {
  readonly name: string;
  readonly source: string;
  readonly nodes: number;
  readonly updatedAt?: string;
  readonly used?: number;
  readonly total?: number;
  readonly left?: number;
  readonly usedPercent?: number;
  readonly expiresAt?: string;
  /** Whole days; negative: expired. */
  readonly expiresInDays?: number;
}

/** @param now Unix time in ms, for what is left. */
export function providerRow(provider: ProxyProvider, now: number): ProviderRow {
  const { name, vehicleType, proxies, updatedAt, subscriptionInfo } = provider;
  const { Upload = 0, Download = 0, Total = 0, Expire = 0 } = subscriptionInfo ?? {};
  const used = Upload + Download;
  return {
    name,
    source: vehicleType,
    nodes: proxies?.length ?? 0,
    ...loadedAt(updatedAt),
    // The core writes 0 for what the subscription did not say.
    ...(Total > 0
      ? { used, total: Total, left: Math.max(Total - used, 0), usedPercent: Math.round((used * 1000) / Total) / 10 }
      : {}),
    ...(Expire > 0
      ? {
          expiresAt: new Date(Expire * 1000).toISOString(),
          expiresInDays: Math.floor((Expire * 1000 - now) / dayMs),
        }
      : {}),
  };
}

export function ruleProviderRow({ name, vehicleType, behavior, ruleCount, updatedAt }: RuleProvider): unknown {
  return { name, source: vehicleType, behavior, rules: ruleCount, ...loadedAt(updatedAt) };
}

/** Year 1 means that it was never loaded. */
function loadedAt(updatedAt: string | undefined): { updatedAt?: string } {
  return updatedAt === undefined || updatedAt.startsWith("0001-") ? {} : { updatedAt };
}

export const providerWorks = {
  async list({ controller, options: { signal } }) {
    const { providers } = await controller.observer.refresh(["providers"], { signal });
    const rows = [...providers.values()].map((provider) => providerRow(provider, Date.now()));
    return { rows, total: rows.length };
  },
  async "list-rules"({ controller, options: { signal } }) {
    const { ruleProviders } = await controller.observer.refresh(["rule-providers"], { signal });
    const rows = [...ruleProviders.values()].map(ruleProviderRow);
    return { rows, total: rows.length };
  },
} as const satisfies Record<string, TaskWork>;
