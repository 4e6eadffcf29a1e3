import { z } from "zod";
import { Delay, Proxy, ProxyList } from "../schemas/proxy.ts";
import type { ResourceDef } from "./define.ts";
import { delayDeadline, delayQuery } from "./delay.ts";

export const proxies = {
  /** Every node, group and built-in by name; 3.4 MB with 2,000 nodes in 50 groups. Order: `GLOBAL.all`. Reference §5.1. */
  list: {
    kind: "query",
    method: "GET",
    path: "/proxies",
    danger: "none",
    summary: "List proxies",
    response: ProxyList,
  },
  /** One proxy or group as the core sees it now. Unknown name: `not-found`. Reference §5.2. */
  get: {
    kind: "query",
    method: "GET",
    path: "/proxies/{proxy}",
    danger: "none",
    summary: "Get a proxy",
    response: Proxy,
  },
  /**
   * Selects a member (Selector) or pins it (URLTest, Fallback). Open connections keep their old path. A pinned Fallback
   * may fall back silently: read the group again. Not a member: `rejected`. Reference §5.5.
   */
  select: {
    kind: "command",
    method: "PUT",
    path: "/proxies/{group}",
    danger: "reversible",
    summary: "Select a node",
    body: z.object({ name: z.string() }),
  },
  /** Clears the pin of a URLTest or Fallback group (core ≥ v1.18.9); any other type: `rejected`. Reference §5.6. */
  release: {
    kind: "command",
    method: "DELETE",
    path: "/proxies/{group}",
    danger: "reversible",
    summary: "Release a group's pin",
    since: "v1.18.9",
  },
  /**
   * Tests one proxy now, ms. Failed and sub-millisecond tests are `rejected` (503, 504). Either way the core remembers the
   * result, and groups that use the URL act on it. Reference §5.7.
   */
  delay: {
    kind: "command",
    method: "GET",
    path: "/proxies/{proxy}/delay",
    danger: "reversible",
    summary: "Test a proxy's delay",
    query: delayQuery,
    response: Delay,
    deadline: delayDeadline,
  },
} as const satisfies ResourceDef;
