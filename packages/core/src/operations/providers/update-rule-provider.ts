import { z } from "zod";
import type { Client } from "../../client/client.ts";
import { defineOperation } from "../define.ts";
import { notFound } from "../picture.ts";
import { nameOf } from "../shapes.ts";

/** Entries of a rule provider, or `not-found`: the core has no way to ask for a single one. */
async function countEntries(client: Client, name: string, signal: AbortSignal): Promise<number> {
  const { providers } = await client.ruleProviders.list({}, { signal });
  const known = new Map(Object.entries(providers ?? {}));
  const found = known.get(name);
  if (found === undefined) throw notFound("rule provider", name, [...known.keys()]);
  return found.ruleCount;
}

export const updateRuleProvider = defineOperation({
  id: "update-rule-provider",
  danger: "reversible",
  summary: "Fetch a rule provider's entries anew",
  input: z.strictObject({ provider: nameOf("rule-provider", "Rule provider to update") }),
  /** Entries after and before. */
  output: z.object({ provider: z.string(), count: z.number().int(), was: z.number().int() }),
  lock: ({ provider }) => `rule-provider:${provider}`,
  refreshes: ["rule-providers"],
  async run({ controller: { client }, signal }, { provider }) {
    const was = await countEntries(client, provider, signal);
    await client.ruleProviders.update({ provider }, { signal });
    return { provider, was, count: await countEntries(client, provider, signal) };
  },
});
