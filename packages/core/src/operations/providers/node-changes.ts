import { z } from "zod";
import { matchRenames } from "../../identity/renames.ts";
import type { ProxyProvider } from "../../schemas/provider.ts";
import type { Proxy } from "../../schemas/proxy.ts";
import { isAlive } from "../picture.ts";
import { kindOf } from "../../identity/node-kind.ts";

/** What a check or an update did to a provider's nodes. */
export const ProviderChange = z.object({
  provider: z.string(),
  /** Nodes without the subscription's pseudo-nodes. */
  before: z.number().int(),
  after: z.number().int(),
  aliveBefore: z.number().int(),
  aliveAfter: z.number().int(),
  renamed: z.array(z.object({ was: z.string(), now: z.string() })),
  added: z.array(z.string()),
  gone: z.array(z.string()),
});
export type ProviderChange = z.output<typeof ProviderChange>;

function nodesOf(provider: ProxyProvider): Proxy[] {
  return (provider.proxies ?? []).filter((proxy) => kindOf(proxy) === "node");
}

/** What became of a provider's nodes between two readings. */
export function nodeChanges(was: ProxyProvider, now: ProxyProvider): ProviderChange {
  const before = nodesOf(was);
  const after = nodesOf(now);
  const { renamed, added, gone, ambiguous } = matchRenames(
    before.map(({ name }) => name),
    after.map(({ name }) => name),
  );
  const alive = (nodes: readonly Proxy[], url: string): number => nodes.filter((node) => isAlive(node, url)).length;
  return {
    provider: now.name,
    before: before.length,
    after: after.length,
    aliveBefore: alive(before, was.testUrl ?? ""),
    aliveAfter: alive(after, now.testUrl ?? ""),
    renamed: renamed.map(({ was, now }) => ({ was, now })),
    added: [...added],
    gone: [...gone, ...ambiguous.map(({ was }) => was)],
  };
}
