import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput, Took } from "../shapes.ts";

export const upgradeUi = defineOperation({
  id: "upgrade-ui",
  danger: "disruptive",
  summary: "Fetch the core's web dashboard anew",
  input: NoInput,
  output: Took,
  run: pending,
});
