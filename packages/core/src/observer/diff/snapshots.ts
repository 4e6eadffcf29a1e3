import { isDeepStrictEqual } from "node:util";
import type { Change, Snapshot } from "../types.ts";
import { diffGroups } from "./groups.ts";
import { diffNodes } from "./nodes.ts";
import { diffProviders, diffRuleProviders } from "./providers.ts";
import { diffRules } from "./rules.ts";
import { diffSettings } from "./settings.ts";

/** Everything that changed between two snapshots. Parts that are the same object cost nothing. */
export function diffSnapshots(was: Snapshot, now: Snapshot): readonly Change[] {
  if (was === now) return [];
  return [
    ...diffReachability(was, now),
    ...diffVersion(was.version, now.version),
    ...diffSettings(was.settings, now.settings),
    ...diffGroups(was.groups, now.groups),
    ...diffNodes(was, now),
    ...diffProviders(was.providers, now.providers),
    ...diffRuleProviders(was.ruleProviders, now.ruleProviders),
    ...diffRules(was.rules, now.rules),
    ...diffMeasurements(was, now),
  ];
}

function diffReachability(was: Snapshot, now: Snapshot): readonly Change[] {
  if (was.reachability === now.reachability) return [];
  if (now.reachability === "reachable") return [{ type: "core-back" }];
  return now.error === undefined ? [] : [{ type: "core-lost", error: now.error }];
}

function diffVersion(was: string | undefined, now: string | undefined): readonly Change[] {
  return now === undefined || was === now ? [] : [{ type: "version-changed", was, now }];
}

function diffMeasurements(was: Snapshot, now: Snapshot): readonly Change[] {
  const changes: Change[] = [];
  if (!isDeepStrictEqual(was.traffic, now.traffic)) changes.push({ type: "traffic-changed" });
  if (was.memory !== now.memory) changes.push({ type: "memory-changed" });
  if (!isDeepStrictEqual(was.connections, now.connections)) changes.push({ type: "connections-changed" });
  return changes;
}
