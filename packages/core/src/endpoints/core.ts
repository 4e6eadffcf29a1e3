import { z } from "zod";
import { Hello } from "../schemas/version.ts";
import { Status } from "../schemas/status.ts";
import type { ResourceDef } from "./define.ts";

const upgradeDeadline = { ms: 180_000 };

export const core = {
  /** Greets: `{ hello: "mihomo" }`. Needs the secret, as everything but `/ui` and `/debug` does. Reference §3. */
  hello: {
    kind: "query",
    method: "GET",
    path: "/",
    danger: "none",
    summary: "Greet the core",
    response: Hello,
  },
  /** Restarts the process with the same arguments. Answers first, then every stream drops; poll `version.get`. Reference §12. */
  restart: {
    kind: "command",
    method: "POST",
    path: "/restart",
    danger: "critical",
    summary: "Restart the core",
    response: Status,
  },
  /**
   * Downloads a new executable, replaces its own and restarts. Already up to date is `rejected` (`already using latest
   * version`). `channel` and `force` since 2025-07; `force` skips the comparison of versions. Reference §12.
   */
  upgrade: {
    kind: "command",
    method: "POST",
    path: "/upgrade",
    danger: "critical",
    summary: "Upgrade the core",
    query: z.object({ channel: z.enum(["release", "alpha"]).optional(), force: z.boolean().optional() }),
    response: Status,
    deadline: upgradeDeadline,
  },
  /** Downloads the dashboard named by `external-ui-url` over the one in place (core ≥ v1.16.0). Reference §12. */
  upgradeUi: {
    kind: "command",
    method: "POST",
    path: "/upgrade/ui",
    danger: "disruptive",
    summary: "Upgrade the dashboard",
    response: Status,
    since: "v1.16.0",
    deadline: upgradeDeadline,
  },
  /** The same as `configs.updateGeo`, on another path. Reference §12. */
  upgradeGeo: {
    kind: "command",
    method: "POST",
    path: "/upgrade/geo",
    danger: "reversible",
    summary: "Upgrade the geo databases",
    deadline: upgradeDeadline,
  },
} as const satisfies ResourceDef;
