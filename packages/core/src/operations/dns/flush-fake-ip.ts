import { defineOperation } from "../define.ts";
import { NoInput, Took } from "../shapes.ts";
import { timed } from "../timed.ts";

export const flushFakeIp = defineOperation({
  id: "flush-fake-ip",
  danger: "disruptive",
  summary: "Forget all fake addresses; devices must resolve again",
  input: NoInput,
  output: Took,
  lock: () => "fake-ip",
  run({ controller: { client }, signal }) {
    return timed(() => client.cache.flushFakeIp({}, { signal }));
  },
});
