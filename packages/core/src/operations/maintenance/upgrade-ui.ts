import { defineOperation } from "../define.ts";
import { NoInput, Took } from "../shapes.ts";
import { timed } from "../timed.ts";

export const upgradeUi = defineOperation({
  id: "upgrade-ui",
  danger: "disruptive",
  summary: "Fetch the core's web dashboard anew",
  input: NoInput,
  output: Took,
  lock: () => "upgrade-ui",
  run({ controller: { client }, signal }) {
    return timed(() => client.core.upgradeUi({}, { signal }));
  },
});
