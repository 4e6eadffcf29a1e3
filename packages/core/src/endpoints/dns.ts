import { z } from "zod";
import { DnsAnswer } from "../schemas/dns.ts";
import type { ResourceDef } from "./define.ts";

export const dns = {
  /**
   * Asks the core's resolver, cache and policy included, fake addresses and hosts not. No such name is an answer
   * (`Status: 3`). DNS off (the core's default) or a resolver's failure: `rejected`. Reference §10.
   */
  query: {
    kind: "query",
    method: "GET",
    path: "/dns/query",
    danger: "none",
    summary: "Resolve a name",
    query: z.object({
      /** Not turned into punycode by the core. */
      name: z.string(),
      /** `A` (default), `AAAA`, `MX` … in upper case. */
      type: z.string().optional(),
    }),
    response: DnsAnswer,
    deadline: { ms: 8000 },
  },
} as const satisfies ResourceDef;
