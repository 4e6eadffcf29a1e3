import { Version } from "../schemas/version.ts";
import type { ResourceDef } from "./define.ts";

export const version = {
  /** The core's version, for people. The cheapest sign of life: the core knows no HEAD. Reference §3. */
  get: {
    kind: "query",
    method: "GET",
    path: "/version",
    danger: "none",
    summary: "Get the version",
    response: Version,
  },
} as const satisfies ResourceDef;
