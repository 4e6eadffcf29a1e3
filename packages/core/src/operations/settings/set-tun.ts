import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";

const TunState = z.object({ enable: z.boolean(), stack: z.string() });

export const setTun = defineOperation({
  id: "set-tun",
  danger: "disruptive",
  summary: "Switch the TUN device on or off",
  input: z.strictObject({
    enable: z.boolean().meta({ description: "Whether the TUN device is on" }),
    stack: z.enum(["gvisor", "system", "mixed"]).meta({ description: "Network stack" }).exactOptional(),
  }),
  output: z.object({ was: TunState, now: TunState, notApplied: z.array(z.string()) }),
  run: pending,
});
