import { z } from "zod";
import type { ResourceDef } from "./define.ts";

/** Mounted only where the config file says `log-level: debug` at start; needs no secret then. */
export const debug = {
  /** Collects garbage and gives memory back to the system. Reference §1.8. */
  collectGarbage: {
    kind: "command",
    method: "PUT",
    path: "/debug/gc",
    danger: "reversible",
    summary: "Collect the core's garbage",
  },
  /**
   * A profile of the Go runtime as bytes: `allocs`, `block`, `goroutine`, `heap`, `mutex`, `profile`, `threadcreate`,
   * `trace` … `debug: 1` makes it text; `seconds` is how long `profile` and `trace` watch. Reference §1.8.
   */
  profile: {
    kind: "query",
    method: "GET",
    path: "/debug/pprof/{profile}",
    danger: "none",
    summary: "Take a profile of the core",
    query: z.object({
      raw: z.boolean().optional(),
      debug: z.int().min(0).max(2).optional(),
      seconds: z.int().min(1).max(600).optional(),
    }),
    response: z.instanceof(Uint8Array),
    responseType: "bytes",
    // Without `seconds` a CPU profile takes 30 s.
    deadline: { param: "seconds", unitMs: 1000, plusMs: 5000, defaultMs: 40_000 },
  },
  /** The Go runtime's counters. Reference §1.8. */
  vars: {
    kind: "query",
    method: "GET",
    path: "/debug/vars",
    danger: "none",
    summary: "Read the core's counters",
    response: z.record(z.string(), z.unknown()),
  },
} as const satisfies ResourceDef;
