import { z } from "zod";
import { defineOperation } from "../define.ts";
import type { Config } from "../../schemas/config.ts";
import { patchSettings } from "./patch-settings.ts";

const TunState = z.object({ enable: z.boolean(), stack: z.string() });

function tunOf({ tun }: Config): z.output<typeof TunState> {
  return { enable: tun?.enable ?? false, stack: tun?.stack ?? "" };
}

function isSameTun(one: z.output<typeof TunState>, other: z.output<typeof TunState>): boolean {
  return one.enable === other.enable && one.stack === other.stack;
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
    isSameTun(was, now)
      ? undefined
      : {
          operation: "set-tun",
          input: { enable: was.enable, ...(was.stack === "" ? {} : { stack: was.stack.toLowerCase() }) },
        },
  stands: async ({ controller, signal }, _, { now }) =>
    isSameTun(tunOf(await controller.client.configs.get({}, { signal })), now),
  async run({ controller, signal }, { enable, stack }) {
    // Without `enable` the core would switch TUN off, whatever else is asked (reference §9.2).
    const tun = { enable, ...(stack === undefined ? {} : { stack }) };
    const { before, after, notApplied } = await patchSettings(controller.client, { tun }, signal, "tun.enable");
    return { was: tunOf(before), now: tunOf(after), notApplied: [...notApplied] };
  },
});
