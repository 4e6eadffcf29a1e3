import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { nameOf } from "../shapes.ts";
import { ProviderChange } from "./node-changes.ts";

export const updateProvider = defineOperation({
  id: "update-provider",
  danger: "disruptive",
  summary: "Fetch a provider's nodes anew",
  input: z.strictObject({ provider: nameOf("provider", "Proxy provider to update") }),
  output: ProviderChange,
  run: pending,
});
