import { z } from "zod";
import { defineOperation } from "../define.ts";
import { NoInput } from "../shapes.ts";
import { restarted } from "./restarted.ts";

export const restartCore = defineOperation({
  id: "restart-core",
  danger: "critical",
  summary: "Restart the core",
  input: NoInput,
  output: z.object({ tookMs: z.number(), version: z.string() }),
  refreshes: ["version", "settings", "groups", "nodes", "providers", "rule-providers", "rules"],
  async run({ controller: { client }, signal }) {
    return await restarted(client, () => client.core.restart({}, { signal }), signal);
  },
});
