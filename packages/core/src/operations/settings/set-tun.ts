import { z } from "zod";
import { defineOperation } from "../define.ts";
import type { Config } from "../../schemas/config.ts";
import { patchSettings } from "./patch-settings.ts";

const TunState = z.object({ enable: z.boolean(), stack: z.string() });

function tunOf({ tun }: Config): z.output<typeof TunState> {
  return { enable: tun?.enable ?? false, stack: tun?.stack ?? "" };
}

export const setTun = defineOperation({
  id: "set-tun",
  danger: "disruptive",
  summary: "Switch the TUN device on or off",
  input: z.strictObject({
    enable: z.boolean().meta({ description: "Whether the TUN device is on" }),
    stack: z.enum(["gvisor", "system", "mixed"]).meta({ description: "Network stack" }).exactOptional(),
  }),
  output: z.object({ was: TunState, now: TunState, notApplied: z.array(z.string()) }),
  lock: () => "settings",
  refreshes: ["settings"],
  undo: (_, { was, now }) =>
    was.enable === now.enable && was.stack === now.stack
      ? undefined
      : {
          operation: "set-tun",
          input: { enable: was.enable, ...(was.stack === "" ? {} : { stack: was.stack.toLowerCase() }) },
        },
  async run({ controller, signal }, { enable, stack }) {
    // Without `enable` the core would switch TUN off, whatever else is asked (reference §9.2).
    const tun = { enable, ...(stack === undefined ? {} : { stack }) };
    const { before, after, notApplied } = await patchSettings(controller.client, { tun }, signal, "tun.enable");
    return { was: tunOf(before), now: tunOf(after), notApplied: [...notApplied] };
  },
});
