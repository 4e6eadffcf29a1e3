import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput, Took } from "../shapes.ts";

export const upgradeGeo = defineOperation({
  id: "upgrade-geo",
  danger: "reversible",
  summary: "Fetch the geo databases anew",
  input: NoInput,
  output: Took,
  run: pending,
});
