import { z } from "zod";
import { LogFrame } from "../schemas/log.ts";
import { MemoryFrame, TrafficFrame } from "../schemas/traffic.ts";
import type { ResourceDef } from "./define.ts";

export const traffic = {
  /** One frame a second, the first after about one: bytes per second, and totals on newer cores. Reference §4.2. */
  stream: {
    kind: "stream",
    method: "GET",
    path: "/traffic",
    danger: "none",
    summary: "Watch the traffic",
    frame: TrafficFrame,
  },
} as const satisfies ResourceDef;

export const memory = {
  /** One frame a second: resident memory in bytes; the first frame always says 0. Reference §4.3. */
  stream: {
    kind: "stream",
    method: "GET",
    path: "/memory",
    danger: "none",
    summary: "Watch the memory",
    frame: MemoryFrame,
  },
} as const satisfies ResourceDef;

export const logs = {
  /**
   * Log lines from now on, of this level and graver, whatever the core's own `log-level` is; may be silent for hours.
   * `format: "structured"` selects the second shape (core ≥ v1.17.0). The core drops lines that a slow reader leaves. Reference §4.4.
   */
  stream: {
    kind: "stream",
    method: "GET",
    path: "/logs",
    danger: "none",
    summary: "Watch the log",
    query: z.object({
      /** Default of the core: `info`. `silent` never yields a line. */
      level: z.enum(["debug", "info", "warning", "error", "silent"]).optional(),
      format: z.enum(["structured"]).optional(),
    }),
    frame: LogFrame,
  },
} as const satisfies ResourceDef;
