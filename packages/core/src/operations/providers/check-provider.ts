import { z } from "zod";
import { defineOperation } from "../define.ts";
import { nameOf } from "../shapes.ts";
import { nodeChanges, ProviderChange } from "./node-changes.ts";
import { readProvider } from "./read-provider.ts";

export const checkProvider = defineOperation({
  id: "check-provider",
  danger: "reversible",
  summary: "Check the health of a provider's nodes",
  input: z.strictObject({ provider: nameOf("provider", "Proxy provider to check") }),
  output: ProviderChange,
  lock: ({ provider }) => `provider:${provider}`,
  refreshes: ["nodes", "providers"],
  async run({ controller: { client }, signal }, { provider }) {
    const before = await readProvider(client, provider, signal);
    await client.proxyProviders.check({ provider }, { signal });
    return nodeChanges(before, await readProvider(client, provider, signal));
  },
});
