import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput, Took } from "../shapes.ts";

export const collectGarbage = defineOperation({
  id: "collect-garbage",
  danger: "reversible",
  summary: "Let the core return unused memory",
  input: NoInput,
  output: Took,
  run: pending,
});
