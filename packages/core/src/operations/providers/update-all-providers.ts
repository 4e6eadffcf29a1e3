import { z } from "zod";
import type { Client } from "../../client/client.ts";
import { isControllerError } from "../../client/errors.ts";
import type { ProxyProvider } from "../../schemas/provider.ts";
import { defineOperation } from "../define.ts";
import { listOf, NoInput } from "../shapes.ts";
import { nodeChanges, ProviderChange } from "./node-changes.ts";

/** Nothing is fetched for the others: the core makes them up, or they stand in its config. */
const fetchedVehicles: readonly string[] = ["HTTP", "File"];

/** A provider that fails does not keep the others from being updated; a core that is gone does. */
async function updateOne(client: Client, before: ProxyProvider, signal: AbortSignal) {
  const provider = before.name;
  try {
    await client.proxyProviders.update({ provider }, { signal });
  } catch (error) {
    if (!isControllerError(error) || error.code !== "rejected") throw error;
    return { ...nodeChanges(before, before), error: error.detail ?? error.message };
  }
  return nodeChanges(before, await client.proxyProviders.get({ provider }, { signal }));
}

export const updateAllProviders = defineOperation({
  id: "update-all-providers",
  danger: "disruptive",
  summary: "Fetch the nodes of all providers anew",
  input: NoInput,
  /** One row per provider; `error` where that one failed: the others are done all the same. */
  output: listOf(ProviderChange.extend({ error: z.string().exactOptional() })),
  lock: () => "providers",
  refreshes: ["groups", "nodes", "providers"],
  async run({ controller: { client }, signal, progress }) {
    const { providers } = await client.proxyProviders.list({}, { signal });
    const fetched = Object.values(providers ?? {}).filter(({ vehicleType }) => fetchedVehicles.includes(vehicleType));
    const rows = [];
    // One after the other: they often come from one server, and each update stirs the groups.
    for (const provider of fetched) {
      rows.push(await updateOne(client, provider, signal));
      progress({ done: rows.length, total: fetched.length, data: rows.at(-1) });
    }
    return { rows, total: rows.length };
  },
});
