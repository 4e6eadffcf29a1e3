import type { Controller, GroupView, NodeView, Snapshot } from "@pointsman/core";
import { RefIndex } from "../callback/ref.ts";
import { noteName } from "./former-names.ts";

/** The groups that people are shown, in the config's order: no hidden ones, `GLOBAL` only while the mode is global. */
export function shownGroups(snapshot: Snapshot): readonly GroupView[] {
  return snapshot.groups.filter((group) => !group.hidden && (group.name !== "GLOBAL" || snapshot.mode === "global"));
}

/** A delay as this group judges it: for its own test address where that was ever tested. */
export function delayIn(group: GroupView, node: NodeView | undefined): number | null | undefined {
  if (node?.delays.has(group.testUrl) === true) return node.delays.get(group.testUrl);
  return node?.delay;
}

/**
 * The member that a group uses; undefined where it balances by itself or the core did not say. A fork's Smart group
 * without a pin says `Smart - Select`, which is no member.
 */
export function memberInUse({ type, now, all }: GroupView): string | undefined {
  return type === "Smart" && now !== undefined && !all.includes(now) ? undefined : now;
}

/** Deepest nesting of groups that is followed; a loop ends there. */
const deepest = 16;

/** The node at the end of a group's choices; undefined where a group balances by itself or the core did not say. */
export function leafOf(snapshot: Snapshot, group: GroupView): string | undefined {
  const groups = new Map(snapshot.groups.map((one) => [one.name, one]));
  let name = memberInUse(group);
  for (let depth = 0; depth < deepest && name !== undefined; depth += 1) {
    const next = groups.get(name);
    if (next === undefined) return name;
    name = memberInUse(next);
  }
  return undefined;
}

/** Kinds of groups that take a choice: by hand, or as a pin. `Smart` is a fork's. */
const choosable: ReadonlySet<string> = new Set(["Selector", "URLTest", "Fallback", "Smart"]);

export function isChoosable(group: GroupView): boolean {
  return choosable.has(group.type);
}

const memberIndexes = new WeakMap<readonly string[], RefIndex>();
const groupIndexes = new WeakMap<Snapshot["groups"], RefIndex>();

/** References of a group's members. Kept per list, as a snapshot shares what did not change. */
export function memberRefs(group: GroupView): RefIndex {
  const known = memberIndexes.get(group.all);
  if (known !== undefined) return known;
  const index = new RefIndex("node", group.all);
  memberIndexes.set(group.all, index);
  for (const name of group.all) noteName(index.refOf(name) ?? "", name);
  return index;
}

/** References of all groups, hidden ones too: a button may have been drawn before one was hidden. */
export function groupRefs(snapshot: Snapshot): RefIndex {
  const known = groupIndexes.get(snapshot.groups);
  if (known !== undefined) return known;
  const index = new RefIndex(
    "group",
    snapshot.groups.map((group) => group.name),
  );
  groupIndexes.set(snapshot.groups, index);
  return index;
}

export function groupNamed(snapshot: Snapshot, name: string): GroupView | undefined {
  return snapshot.groups.find((group) => group.name === name);
}

/** How the controller is, from what the observer last saw. */
export function reachOf(controller: Controller): Snapshot["reachability"] {
  return controller.observer.snapshot.reachability;
}
