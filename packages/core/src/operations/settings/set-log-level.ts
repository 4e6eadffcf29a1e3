import { z } from "zod";
import { defineOperation } from "../define.ts";
import { patchSettings } from "./patch-settings.ts";

export const setLogLevel = defineOperation({
  id: "set-log-level",
  danger: "reversible",
  summary: "Change how much the core writes to its own log",
  input: z.strictObject({
    level: z.enum(["debug", "info", "warning", "error", "silent"]).meta({ description: "Log level of the core" }),
  }),
  output: z.object({ was: z.string(), now: z.string() }),
  lock: () => "settings",
  refreshes: ["settings"],
  undo: (_, { was, now }) => (was === now ? undefined : { operation: "set-log-level", input: { level: was } }),
  stands: async ({ controller, signal }, _, { now }) =>
    (await controller.client.configs.get({}, { signal }))["log-level"] === now,
  async run({ controller, signal }, { level }) {
    const { before, after } = await patchSettings(controller.client, { "log-level": level }, signal, "log-level");
    return { was: before["log-level"], now: after["log-level"] };
  },
});
