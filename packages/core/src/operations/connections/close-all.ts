import type { Client } from "../../client/client.ts";
import type { Connection } from "../../schemas/connection.ts";

const atOnce = 16;

/** Closes them one by one, some at a time, and says how many. The core answers 204 for those that ended meanwhile too. */
export async function closeAll(
  client: Client,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<number> {
  const queue = connections.values();
  const work = async (): Promise<void> => {
    for (const { id } of queue) await client.connections.close({ connection: id }, { signal });
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return connections.length;
}
