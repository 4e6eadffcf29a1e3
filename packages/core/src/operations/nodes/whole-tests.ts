import type { Client } from "../../client/client.ts";
import { ControllerError, isControllerError } from "../../client/errors.ts";
import type { DelayTarget } from "../../engines/delay/types.ts";
import { untilAborted } from "../../engines/delay/until-aborted.ts";
import { lastDelay, readGroup } from "../picture.ts";
import { readProvider } from "../providers/read-provider.ts";
import type { DelayResult } from "../shapes.ts";

// Only for cores that cannot test a node by itself. Neither test is ever hung up on: a core that notices marks the nodes
// that it had not reached yet as dead. A cancelled caller leaves, the test goes on.

export interface GroupTest {
  readonly group: string;
  readonly targets: readonly DelayTarget[];
  /** ms for the whole group. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Tests a whole group, which clears its pin, and puts the pin back, for a caller who left meanwhile too. */
export async function testByGroup(client: Client, test: GroupTest): Promise<DelayResult[]> {
  const { group, targets, timeoutMs: timeout, signal } = test;
  const { fixed: pin = "" } = await readGroup(client, group, signal);
  const work = (async () => {
    try {
      return await groupDelays(client, { group, url: targets[0]?.url ?? "", timeout });
    } finally {
      await restorePin(client, group, pin);
    }
  })();
  const delays = await untilAborted(work, signal);
  return targets.map(({ node }) => ({ node, delay: delays.get(node) ?? null }));
}

/** ms by member; those that failed are not in it. */
async function groupDelays(
  client: Client,
  params: { group: string; url: string; timeout: number },
): Promise<ReadonlyMap<string, number>> {
  try {
    return new Map(Object.entries(await client.groups.delay(params)));
  } catch (error) {
    // The core's word for "no member answered".
    if (isControllerError(error) && error.status === 504) return new Map();
    throw error;
  }
}

/** Unless somebody chose another member meanwhile. A release meanwhile looks like the test's own. */
async function restorePin(client: Client, group: string, pin: string): Promise<void> {
  if (pin === "") return;
  const { fixed } = await client.groups.get({ group });
  if (fixed !== "") return;
  try {
    await client.proxies.select({ group, body: { name: pin } });
  } catch (cause) {
    const sentence = `The test cleared the pin ${JSON.stringify(pin)} of ${JSON.stringify(group)}, and it could not be put back: select it again.`;
    throw new ControllerError("rejected", sentence, { reason: "pin-lost", cause });
  }
}

export interface ProviderTest {
  readonly provider: string;
  readonly targets: readonly DelayTarget[];
  readonly signal: AbortSignal;
}

/** Has a provider checked by its own test address and deadline, then reads what the core remembers of each node. */
export async function testByProvider(client: Client, test: ProviderTest): Promise<DelayResult[]> {
  const { provider, targets, signal } = test;
  await untilAborted(client.proxyProviders.check({ provider }), signal);
  const { proxies, testUrl } = await readProvider(client, provider, signal);
  const byName = new Map((proxies ?? []).map((proxy) => [proxy.name, proxy]));
  return targets.map(({ node, url }) => {
    const proxy = byName.get(node);
    if (proxy === undefined) return { node, delay: null, reason: "not-found" };
    const delay = lastDelay(proxy, testUrl || url);
    return delay === undefined ? { node, delay: null, reason: "not-tested" } : { node, delay };
  });
}
