import { z } from "zod";
import { Config, ConfigPatch, ConfigSource } from "../schemas/config.ts";
import type { ResourceDef } from "./define.ts";

export const configs = {
  /** The live settings. Ports of listeners that did not start are 0. Reference §9.1. */
  get: {
    kind: "query",
    method: "GET",
    path: "/configs",
    danger: "none",
    summary: "Get the settings",
    response: Config,
  },
  /**
   * Changes some live settings until the next reload. The core says done even where a port could not be opened: read
   * `configs.get` afterwards. Existing connections stay. Reference §9.2.
   */
  patch: {
    kind: "command",
    method: "PATCH",
    path: "/configs",
    danger: "disruptive",
    summary: "Change settings",
    body: ConfigPatch,
  },
  /**
   * Loads a whole config: from `payload`, from `path`, or its own file again (body `{}`). `force` re-applies ports and
   * inbounds too. Waits for every provider; histories and patched settings are new afterwards. Reference §9.3.
   */
  replace: {
    kind: "command",
    method: "PUT",
    path: "/configs",
    danger: "critical",
    summary: "Load a config",
    query: z.object({ force: z.boolean().optional() }),
    body: ConfigSource,
    deadline: { ms: 60_000 },
  },
  /** Downloads the geo databases that are in use; nothing in use: done at once. A second call meanwhile is `rejected`. Reference §12. */
  updateGeo: {
    kind: "command",
    method: "POST",
    path: "/configs/geo",
    danger: "reversible",
    summary: "Update the geo databases",
    deadline: { ms: 300_000 },
  },
} as const satisfies ResourceDef;
