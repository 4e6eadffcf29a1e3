import { z } from "zod";
import { nameOf } from "../shapes.ts";

/** Which connections are meant. All given conditions must hold; `all` stands for "no condition, and I mean it". */
export const ConnectionFilter = z.strictObject({
  device: z.string().min(1).meta({ description: "Source address of the device" }).exactOptional(),
  host: z.string().min(1).meta({ description: "Host or destination address contains this" }).exactOptional(),
  group: nameOf("group", "Goes through this group").exactOptional(),
  node: nameOf("node", "Leaves through this node").exactOptional(),
  rule: z
    .string()
    .min(1)
    .meta({ description: "Matched by this rule: type, payload or both with a comma" })
    .exactOptional(),
  process: z.string().min(1).meta({ description: "Name of the process contains this" }).exactOptional(),
  olderThanSec: z.number().min(0).meta({ description: "Open for longer than so many seconds" }).exactOptional(),
  all: z.boolean().meta({ description: "Every connection" }).exactOptional(),
});
export type ConnectionFilter = z.output<typeof ConnectionFilter>;
