import type { Change, Part } from "@pointsman/core";
import type { WantedRules } from "./rules.ts";

/** What the broker shows of any controller. */
const watched = [
  "reachability",
  "version",
  "settings",
  "groups",
  "nodes",
  "providers",
  "rule-providers",
  "traffic",
  "memory",
  "connections",
] as const satisfies readonly Part[];

/** What the broker shows of a controller. A list of thousands of rules is read only where somebody wants a switch of it. */
export function watchedParts({ rules, internet }: WantedRules): readonly Part[] {
  return rules.length > 0 || Object.keys(internet).length > 0 ? [...watched, "rules"] : watched;
}

/** What the core sends by itself, so that nobody can ask for it. */
export function isMeasured(part: Part): boolean {
  return part === "traffic" || part === "memory" || part === "connections";
}

/** What ticks all day. It says nothing of groups, so names, labels and discovery need not be made anew for it. */
export const measured: ReadonlySet<Change["type"]> = new Set([
  "traffic-changed",
  "memory-changed",
  "connections-changed",
]);
