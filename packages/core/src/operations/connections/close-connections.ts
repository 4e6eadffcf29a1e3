import { z } from "zod";
import { defineOperation } from "../define.ts";
import { closeAll } from "./close-all.ts";
import { ConnectionFilter, deviceMatch, matchesFilter } from "./filter.ts";

export const closeConnections = defineOperation({
  id: "close-connections",
  danger: "disruptive",
  summary: "Close the connections that match",
  input: z.strictObject({
    filter: ConnectionFilter.refine(
      (filter) => Object.keys(filter).some((key) => key !== "all") || filter.all === true,
      {
        message: 'must name a condition, or be {"all":true} to mean every connection',
      },
    ),
    dryRun: z.boolean().meta({ description: "Only count them" }).exactOptional(),
  }),
  output: z.object({ closed: z.number().int(), matched: z.number().int() }),
  groups: ({ filter }) => (filter.group === undefined ? undefined : [filter.group]),
  async run({ controller: { client, engines }, signal }, { filter, dryRun = false }) {
    const isDevice = deviceMatch(filter.device, engines, "close-connections");
    const { connections } = await client.connections.list({}, { signal });
    const now = Date.now();
    const matched = (connections ?? []).filter((connection) => matchesFilter(connection, filter, isDevice, now));
    return { matched: matched.length, closed: dryRun ? 0 : await closeAll(client, matched, signal) };
  },
});
