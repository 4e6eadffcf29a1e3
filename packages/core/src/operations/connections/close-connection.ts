import { z } from "zod";
import { defineOperation } from "../define.ts";
import { closeAll } from "./close-all.ts";
import { nameOf } from "../shapes.ts";

export const closeConnection = defineOperation({
  id: "close-connection",
  danger: "disruptive",
  summary: "Close one connection",
  input: z.strictObject({ id: nameOf("connection", "Id of the connection") }),
  /** `closed` is 0 where the connection had ended before. */
  output: z.object({ closed: z.number().int() }),
  lock: ({ id }) => `connection:${id}`,
  async run({ controller: { client }, signal }, { id }) {
    // The core answers the same for ids that it does not know (reference §8.4), so look first.
    const { connections } = await client.connections.list({}, { signal });
    const found = (connections ?? []).filter((connection) => connection.id === id);
    return { closed: await closeAll(client, found, signal) };
  },
});
