import type { Client } from "../client/client.ts";
import { endpoints } from "../endpoints/index.ts";

type AnyCall = (params?: unknown, options?: unknown) => unknown;

/**
 * The same client, telling `onSent` before the first byte of each command. So that an abort can say whether something
 * may have happened. Queries and streams are passed through.
 */
export function watchCommands(client: Client, onSent: () => void): Client {
  const watched: Record<string, Record<string, AnyCall>> = {};
  for (const [resource, rows] of Object.entries(endpoints)) {
    const calls = client[resource as keyof Client] as unknown as Record<string, AnyCall>;
    const copies: Record<string, AnyCall> = {};
    for (const [verb, row] of Object.entries(rows)) {
      const call = calls[verb] as AnyCall;
      copies[verb] =
        row.kind === "command"
          ? (params, options) => {
              onSent();
              return call(params, options);
            }
          : call;
    }
    watched[resource] = copies;
  }
  return { ...client, ...watched };
}
