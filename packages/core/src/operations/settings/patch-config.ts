import { z } from "zod";
import { defineOperation } from "../define.ts";
import { notApplied } from "./not-applied.ts";
import { patchSettings } from "./patch-settings.ts";
import { hideSecrets, isPlain } from "./plain-settings.ts";
import { withEnable } from "./with-enable.ts";

function only(keys: readonly string[], settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(settings, key)).map((key) => [key, settings[key]]));
}

export const patchConfig = defineOperation({
  id: "patch-config",
  danger: "disruptive",
  summary: "Change settings of the running core until it reloads",
  input: z.strictObject({
    patch: z.record(z.string(), z.unknown()).meta({ description: "Settings by the core's own names" }),
  }),
  /** `was` and `now` hold the patched keys; `notApplied` those that the core took silently but did not apply. */
  output: z.object({
    was: z.record(z.string(), z.unknown()),
    now: z.record(z.string(), z.unknown()),
    notApplied: z.array(z.string()),
  }),
  lock: () => "settings",
  refreshes: ["settings"],
  undo: ({ patch }, { was, notApplied }) =>
    Object.keys(patch).length > notApplied.length && Object.values(was).every(isPlain)
      ? { operation: "patch-config", input: { patch: was } }
      : undefined,
  stands: async ({ controller, signal }, _, { now }) =>
    notApplied(now, await controller.client.configs.get({}, { signal })).length === 0,
  audit: ({ patch }, output) => ({
    input: { patch: hideSecrets(patch) },
    ...(output === undefined
      ? {}
      : { result: { was: hideSecrets(output.was), now: hideSecrets(output.now), notApplied: output.notApplied } }),
  }),
  async run({ controller: { client }, signal }, { patch }) {
    const complete = withEnable(patch, await client.configs.get({}, { signal }));
    const { before, after, notApplied: missing } = await patchSettings(client, complete, signal);
    return { was: only(Object.keys(patch), before), now: only(Object.keys(patch), after), notApplied: [...missing] };
  },
});
