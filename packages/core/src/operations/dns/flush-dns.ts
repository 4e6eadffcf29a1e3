import { defineOperation } from "../define.ts";
import { NoInput, Took } from "../shapes.ts";
import { timed } from "../timed.ts";

export const flushDns = defineOperation({
  id: "flush-dns",
  danger: "reversible",
  summary: "Empty the core's DNS cache",
  input: NoInput,
  output: Took,
  lock: () => "dns-cache",
  run({ controller: { client }, signal }) {
    return timed(() => client.cache.flushDns({}, { signal }));
  },
});
