import { z } from "zod";
import { defineOperation } from "../define.ts";
import { nameOf } from "../shapes.ts";
import { nodeChanges, ProviderChange } from "./node-changes.ts";
import { readProvider } from "./read-provider.ts";

export const updateProvider = defineOperation({
  id: "update-provider",
  danger: "disruptive",
  summary: "Fetch a provider's nodes anew",
  input: z.strictObject({ provider: nameOf("provider", "Proxy provider to update") }),
  output: ProviderChange,
  lock: ({ provider }) => `provider:${provider}`,
  refreshes: ["groups", "nodes", "providers"],
  async run({ controller: { client }, signal }, { provider }) {
    const before = await readProvider(client, provider, signal);
    await client.proxyProviders.update({ provider }, { signal });
    return nodeChanges(before, await readProvider(client, provider, signal));
  },
});
