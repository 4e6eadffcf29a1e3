import type { Client } from "../../client/client.ts";
import type { SendDelayTest } from "./types.ts";

/** Asks the core for one node, inside its provider where one is given. Detached: no signal, as the core's test has no way to stop. */
export function sendThrough(client: Client): SendDelayTest {
  return async ({ node, provider, url }, timeout) => {
    const answer = provider
      ? await client.proxyProviders.delay({ provider, proxy: node, url, timeout })
      : await client.proxies.delay({ proxy: node, url, timeout });
    return answer.delay;
  };
}
