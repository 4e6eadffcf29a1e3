import { Group, GroupDelays, GroupList } from "../schemas/proxy.ts";
import type { ResourceDef } from "./define.ts";
import { delayDeadline, groupDelayQuery } from "./delay.ts";

export const groups = {
  /** All groups, in random order; 2.8 MB with 2,000 nodes in 50 groups. Reference §5.1. */
  list: {
    kind: "query",
    method: "GET",
    path: "/group",
    danger: "none",
    summary: "List groups",
    response: GroupList,
  },
  /** One group. A name that is a node is `not-found` as well. Reference §5.1. */
  get: {
    kind: "query",
    method: "GET",
    path: "/group/{group}",
    danger: "none",
    summary: "Get a group",
    response: Group,
  },
  /** Clears a pin, says the public API page; every core seen answers 405, so `unsupported`. Use `proxies.release`. Reference §13. */
  release: {
    kind: "command",
    method: "DELETE",
    path: "/group/{group}",
    danger: "reversible",
    summary: "Release a group's pin (public API page)",
  },
  /**
   * Tests all direct members at once and clears the group's pin, even when it refuses. Members that failed are absent;
   * none alive: `rejected` (504). Hanging up marks the unfinished ones dead, so an abort only stops our waiting. Reference §5.8.
   */
  delay: {
    kind: "command",
    method: "GET",
    path: "/group/{group}/delay",
    danger: "disruptive",
    summary: "Test a group's delays",
    query: groupDelayQuery,
    response: GroupDelays,
    deadline: delayDeadline,
    onAbort: "detach",
  },
} as const satisfies ResourceDef;
