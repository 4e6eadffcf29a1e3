import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { nameOf } from "../shapes.ts";

export const closeConnection = defineOperation({
  id: "close-connection",
  danger: "disruptive",
  summary: "Close one connection",
  input: z.strictObject({ id: nameOf("connection", "Id of the connection") }),
  /** `closed` is 0 where the connection had ended before. */
  output: z.object({ closed: z.number().int() }),
  run: pending,
});
