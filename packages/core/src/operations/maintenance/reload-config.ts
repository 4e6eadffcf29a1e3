import { z } from "zod";
import { defineOperation } from "../define.ts";
import { timed } from "../timed.ts";

export const reloadConfig = defineOperation({
  id: "reload-config",
  danger: "critical",
  summary: "Load the core's config anew, or another one",
  input: z.strictObject({
    path: z
      .string()
      .meta({ description: "Absolute path on the core's machine; default: the core's own config" })
      .exactOptional(),
    payload: z.string().meta({ description: "A whole config as YAML text; wins over the path" }).exactOptional(),
    force: z.boolean().meta({ description: "Apply ports and inbounds too" }).exactOptional(),
  }),
  output: z.object({ tookMs: z.number(), version: z.string() }),
  refreshes: ["version", "settings", "groups", "nodes", "providers", "rule-providers", "rules"],
  // A whole config holds every password there is.
  audit: ({ path, payload, force }, output) => ({
    input: { path, force, payload: payload === undefined ? undefined : `${payload.length} characters` },
    result: output,
  }),
  async run({ controller: { client }, signal }, { force, ...body }) {
    const { tookMs } = await timed(() =>
      client.configs.replace({ body, ...(force === undefined ? {} : { force }) }, { signal }),
    );
    const { version } = await client.version.get({}, { signal });
    return { tookMs, version };
  },
});
