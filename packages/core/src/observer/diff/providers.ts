import { isDeepStrictEqual } from "node:util";
import type { ProxyProvider, RuleProvider } from "../../schemas/provider.ts";
import type { Change } from "../types.ts";

type Providers = ReadonlyMap<string, ProxyProvider>;

/** Which proxy providers have a new list or new news. Delays of their nodes are told by the nodes. */
export function diffProviders(was: Providers, now: Providers): readonly Change[] {
  if (was === now) return [];
  const gone = [...was].filter(([name]) => !now.has(name));
  return [
    ...[...now].flatMap(([name, provider]): Change[] => {
      const old = was.get(name);
      if (old !== undefined && (old === provider || isDeepStrictEqual(newsOf(old), newsOf(provider)))) return [];
      return [{ type: "provider-updated", provider: name, was: old?.updatedAt, now: provider.updatedAt }];
    }),
    ...gone.map(
      ([name, { updatedAt }]): Change => ({
        type: "provider-updated",
        provider: name,
        was: updatedAt,
        now: undefined,
      }),
    ),
  ];
}

function newsOf({ updatedAt, subscriptionInfo, proxies, testUrl, vehicleType }: ProxyProvider): unknown {
  return { updatedAt, subscriptionInfo, testUrl, vehicleType, names: (proxies ?? []).map((proxy) => proxy.name) };
}

/** Whether any rule provider has a new list. */
export function diffRuleProviders(
  was: ReadonlyMap<string, RuleProvider>,
  now: ReadonlyMap<string, RuleProvider>,
): readonly Change[] {
  return was === now || isDeepStrictEqual(was, now) ? [] : [{ type: "rule-providers-changed" }];
}
