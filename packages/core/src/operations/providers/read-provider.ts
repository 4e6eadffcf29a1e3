import type { Client } from "../../client/client.ts";
import { isControllerError } from "../../client/errors.ts";
import type { ProxyProvider } from "../../schemas/provider.ts";
import { notFound } from "../picture.ts";

/** One proxy provider with its nodes, or `not-found`. The list for a better hint may weigh 31 MB, so there is none. */
export async function readProvider(client: Client, name: string, signal: AbortSignal): Promise<ProxyProvider> {
  try {
    return await client.proxyProviders.get({ provider: name }, { signal });
  } catch (error) {
    throw isControllerError(error) && error.code === "not-found" ? notFound("provider", name, [], error) : error;
  }
}
