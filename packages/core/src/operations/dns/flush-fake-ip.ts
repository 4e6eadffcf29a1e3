import { defineOperation } from "../define.ts";
import { pending } from "../pending.ts";
import { NoInput, Took } from "../shapes.ts";

export const flushFakeIp = defineOperation({
  id: "flush-fake-ip",
  danger: "disruptive",
  summary: "Forget all fake addresses; devices must resolve again",
  input: NoInput,
  output: Took,
  run: pending,
});
