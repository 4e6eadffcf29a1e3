import { defineOperation } from "../define.ts";
import { NoInput, Took } from "../shapes.ts";
import { timed } from "../timed.ts";

export const collectGarbage = defineOperation({
  id: "collect-garbage",
  danger: "reversible",
  summary: "Let the core return unused memory",
  input: NoInput,
  output: Took,
  lock: () => "garbage",
  run({ controller: { client }, signal }) {
    return timed(() => client.debug.collectGarbage({}, { signal }));
  },
});
