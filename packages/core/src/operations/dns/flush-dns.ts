import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput, Took } from "../shapes.ts";

export const flushDns = defineOperation({
  id: "flush-dns",
  danger: "reversible",
  summary: "Empty the core's DNS cache",
  input: NoInput,
  output: Took,
  run: pending,
});
