import { z } from "zod";
import type { ResourceDef } from "./define.ts";

export const storage = {
  /** The JSON value kept under the key, null when there is none (since 2026-04). Reference §11. */
  get: {
    kind: "query",
    method: "GET",
    path: "/storage/{key}",
    danger: "none",
    summary: "Read from the core's storage",
    response: z.unknown(),
    since: "2026-04",
  },
  /**
   * Keeps any JSON value. All keys share 1 MiB: the oldest go. Above it: `rejected` (413). The core says done, and keeps
   * nothing, for a key of more than 64 bytes. Reference §11.
   */
  put: {
    kind: "command",
    method: "PUT",
    path: "/storage/{key}",
    danger: "disruptive",
    summary: "Write to the core's storage",
    body: z.json(),
    since: "2026-04",
  },
  /** Forgets the key; done also where there is none. Dashboards keep their settings here. Reference §11. */
  delete: {
    kind: "command",
    method: "DELETE",
    path: "/storage/{key}",
    danger: "critical",
    summary: "Delete from the core's storage",
    since: "2026-04",
  },
} as const satisfies ResourceDef;
