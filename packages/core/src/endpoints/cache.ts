import type { ResourceDef } from "./define.ts";

export const cache = {
  /** Forgets all fake addresses: clients that hold one are cut off until they ask again. Done also where fake-ip is off. Reference §11. */
  flushFakeIp: {
    kind: "command",
    method: "POST",
    path: "/cache/fakeip/flush",
    danger: "disruptive",
    summary: "Flush fake addresses",
  },
  /** Empties the DNS cache (since 2025-07). Reference §11. */
  flushDns: {
    kind: "command",
    method: "POST",
    path: "/cache/dns/flush",
    danger: "reversible",
    summary: "Flush the DNS cache",
    since: "2025-07",
  },
} as const satisfies ResourceDef;
