import type { Config, ConfigPatch } from "../../schemas/config.ts";

/** The core switches these off when a patch of them does not say `enable` (reference §9.2). */
const switchedKeys = ["tun", "tuic-server"] as const;

/** The patch with `enable` as it stands, where it is not named. */
export function withEnable(patch: Readonly<Record<string, unknown>>, current: Config): ConfigPatch {
  const complete: Record<string, unknown> = { ...patch };
  for (const key of switchedKeys) {
    const asked = patch[key];
    if (typeof asked === "object" && asked !== null && !("enable" in asked)) {
      complete[key] = { enable: current[key]?.enable ?? false, ...asked };
    }
  }
  return complete;
}
