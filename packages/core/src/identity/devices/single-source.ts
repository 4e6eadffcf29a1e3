import { coreItself, isLoopback } from "./address.ts";

/** How much came from one source address: connections or bytes, as long as all are the same. */
export interface SourceShare {
  readonly address: string;
  readonly amount: number;
}

/** Below this many connections a house may just be quiet. */
const leastConnections = 30;
const nearlyAll = 0.98;

/**
 * The one address that nearly everything comes from, as behind a router that hides the house: then no device can be told
 * from another. A house with a single device looks the same, so whoever tells people says "either … or".
 */
export function singleSource(
  shares: Iterable<SourceShare>,
  least = leastConnections,
): { readonly address: string; readonly share: number } | undefined {
  const amounts = new Map<string, number>();
  let all = 0;
  for (const { address, amount } of shares) {
    // The core's own host is there in every house.
    if (address === "" || address === coreItself || isLoopback(address)) continue;
    amounts.set(address, (amounts.get(address) ?? 0) + amount);
    all += amount;
  }
  if (all < least) return undefined;
  for (const [address, amount] of amounts) if (amount / all >= nearlyAll) return { address, share: amount / all };
  return undefined;
}
