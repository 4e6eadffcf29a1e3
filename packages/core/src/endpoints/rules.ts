import { z } from "zod";
import { RuleList } from "../schemas/rule.ts";
import type { ResourceDef } from "./define.ts";

export const rules = {
  /** All rules in order, with counters since 2026-01. Sub-rules are not listed. Reference §7.1. */
  list: {
    kind: "query",
    method: "GET",
    path: "/rules",
    danger: "none",
    summary: "List rules",
    response: RuleList,
  },
  /**
   * Turns rules off (true) or on (false) by index until the config is loaded again. Indexes that do not exist are
   * ignored silently. Since 2026-01. Reference §7.2.
   */
  setDisabled: {
    kind: "command",
    method: "PATCH",
    path: "/rules/disable",
    danger: "reversible",
    summary: "Turn rules off or on",
    body: z.record(z.string().regex(/^-?\d+$/, "must be the index of a rule"), z.boolean()),
    since: "2026-01",
  },
} as const satisfies ResourceDef;
