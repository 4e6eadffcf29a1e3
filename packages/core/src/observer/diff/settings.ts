import { isDeepStrictEqual } from "node:util";
import type { Config } from "../../schemas/config.ts";
import type { Change } from "../types.ts";

/** What changed between two readings of the settings; the mode has a change of its own. */
export function diffSettings(was: Config | undefined, now: Config | undefined): readonly Change[] {
  if (was === now || now === undefined) return [];
  const changes: Change[] = [];
  if (was?.mode !== now.mode) changes.push({ type: "mode-changed", was: was?.mode, now: now.mode });
  const keys = changedKeys(was ?? {}, now).filter((key) => key !== "mode");
  if (keys.length > 0) changes.push({ type: "settings-changed", keys });
  return changes;
}

function changedKeys(was: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): string[] {
  const keys = new Set([...Object.keys(was), ...Object.keys(now)]);
  return [...keys].filter((key) => !isDeepStrictEqual(was[key], now[key]));
}
