import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { defineOperation } from "../define.ts";

export const nameDevice = defineOperation({
  id: "name-device",
  danger: "reversible",
  summary: "Give a device a name",
  input: z.strictObject({
    device: z.string().min(1).meta({ description: "Its address, hardware address or present name" }),
    name: z.string().meta({ description: "What to call it; empty takes back the name that was given here" }),
  }),
  output: z.object({
    key: z.string(),
    /** Names that were given here; null: none. */
    was: z.string().nullable(),
    now: z.string().nullable(),
    /** What it is called now, be it by the config or by itself. */
    name: z.string().nullable(),
  }),
  lock: () => "devices",
  undo: (_, { key, was, now }) =>
    was === now ? undefined : { operation: "name-device", input: { device: key, name: was ?? "" } },
  stands: async ({ controller }, _, { key, now }) => (controller.engines.devices?.givenNameOf(key) ?? null) === now,
  async run({ controller }, { device, name }) {
    const devices = engineOf(controller.engines, "devices", "name-device");
    const { key, was } = devices.nameDevice(device, name === "" ? undefined : name);
    return {
      key,
      was: was ?? null,
      now: devices.givenNameOf(key) ?? null,
      name: devices.nameOf(key) ?? null,
    };
  },
});
