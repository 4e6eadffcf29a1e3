import { z } from "zod";
import { isControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { restarted } from "./restarted.ts";

export const upgradeCore = defineOperation({
  id: "upgrade-core",
  danger: "critical",
  summary: "Upgrade the core and restart it",
  input: z.strictObject({
    channel: z
      .enum(["release", "alpha"])
      .meta({ description: "Channel; default: that of the running core" })
      .exactOptional(),
    force: z.boolean().meta({ description: "Install even when the version is the same" }).exactOptional(),
  }),
  /** `was` equals `version` where the core was up to date. */
  output: z.object({ tookMs: z.number(), was: z.string(), version: z.string() }),
  refreshes: ["version", "settings", "groups", "nodes", "providers", "rule-providers", "rules"],
  async run({ controller: { client }, signal }, { channel, force }) {
    const { version: was } = await client.version.get({}, { signal });
    const query = { ...(channel === undefined ? {} : { channel }), ...(force === undefined ? {} : { force }) };
    try {
      return { was, ...(await restarted(client, () => client.core.upgrade(query, { signal }), signal)) };
    } catch (error) {
      // The core answers 500 when there is nothing to do (reference §12); its text is promised to stay.
      if (!isControllerError(error) || !error.detail?.includes("already using latest version")) throw error;
      return { was, version: was, tookMs: 0 };
    }
  },
});
