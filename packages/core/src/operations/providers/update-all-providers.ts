import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { listOf, NoInput } from "../shapes.ts";
import { ProviderChange } from "./node-changes.ts";

export const updateAllProviders = defineOperation({
  id: "update-all-providers",
  danger: "disruptive",
  summary: "Fetch the nodes of all providers anew",
  input: NoInput,
  /** One row per provider; `error` where that one failed: the others are done all the same. */
  output: listOf(ProviderChange.extend({ error: z.string().exactOptional() })),
  run: pending,
});
