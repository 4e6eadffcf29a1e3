import type { Client } from "../../client/client.ts";
import { ControllerError } from "../../client/errors.ts";
import type { Config, ConfigPatch } from "../../schemas/config.ts";
import { notApplied } from "./not-applied.ts";

export interface Patched {
  readonly before: Config;
  readonly after: Config;
  /** Keys that the core took silently and did not apply, nested ones with a dot (`tun.stack`). */
  readonly notApplied: readonly string[];
}

/**
 * Changes live settings and reads them back, as the core says done in any case (reference §9.2).
 * @param must A key without which it was all for nothing: `rejected` when it did not take.
 */
export async function patchSettings(
  client: Client,
  patch: ConfigPatch,
  signal: AbortSignal,
  must?: string,
): Promise<Patched> {
  const before = await client.configs.get({}, { signal });
  await client.configs.patch({ body: patch }, { signal });
  const after = await client.configs.get({}, { signal });
  const missing = notApplied(patch, after);
  if (must !== undefined && missing.includes(must)) {
    throw new ControllerError("rejected", `The core accepted it, but ${must} did not change; its log says why.`, {
      endpoint: "configs.patch",
      reason: "not-applied",
    });
  }
  return { before, after, notApplied: missing };
}
