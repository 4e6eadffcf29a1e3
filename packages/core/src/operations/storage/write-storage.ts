import { z } from "zod";
import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { StorageKey } from "./key.ts";

export const writeStorage = defineOperation({
  id: "write-storage",
  danger: "disruptive",
  summary: "Store a value in the core",
  input: z.strictObject({ key: StorageKey, value: z.unknown().meta({ description: "Any JSON value" }) }),
  output: z.object({ value: z.unknown() }),
  run: pending,
});
