import type { Client } from "../../client/client.ts";
import { createBudget } from "../../engines/delay/budget.ts";
import type { Connection } from "../../schemas/connection.ts";

/** Closes them one by one, some at a time, and says how many. The core answers 204 for those that ended meanwhile too. */
export async function closeAll(
  client: Client,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<number> {
  const budget = createBudget(16);
  const closing = connections.map(({ id }) =>
    budget.run(
      () => client.connections.close({ connection: id }, { signal }),
      () => true,
    ),
  );
  await Promise.all(closing);
  return connections.length;
}
