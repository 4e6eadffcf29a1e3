import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { nameOf } from "../shapes.ts";
import { ProviderChange } from "./node-changes.ts";

export const checkProvider = defineOperation({
  id: "check-provider",
  danger: "reversible",
  summary: "Check the health of a provider's nodes",
  input: z.strictObject({ provider: nameOf("provider", "Proxy provider to check") }),
  output: ProviderChange,
  run: pending,
});
