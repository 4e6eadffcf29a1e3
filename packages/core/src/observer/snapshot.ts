import type { Snapshot } from "./types.ts";

/** The picture before anything was read. */
export const emptySnapshot: Snapshot = {
  reachability: "unknown",
  groups: [],
  nodes: new Map(),
  providers: new Map(),
  ruleProviders: new Map(),
  rules: [],
};
