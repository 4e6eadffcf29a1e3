import type { Change, GroupView } from "../types.ts";

/** What changed between two lists of groups. */
export function diffGroups(was: readonly GroupView[], now: readonly GroupView[]): readonly Change[] {
  if (was === now) return [];
  const before = new Map(was.map((group) => [group.name, group]));
  const after = new Set(now.map((group) => group.name));
  const added = now.filter((group) => !before.has(group.name)).map((group) => group.name);
  const removed = was.filter((group) => !after.has(group.name)).map((group) => group.name);
  const changes: Change[] = [];
  if (added.length > 0 || removed.length > 0) changes.push({ type: "groups-changed", added, removed });
  for (const group of now) {
    const old = before.get(group.name);
    if (old !== undefined && old !== group) changes.push(...diffGroup(old, group));
  }
  return changes;
}

function diffGroup(was: GroupView, now: GroupView): readonly Change[] {
  const group = now.name;
  const changes: Change[] = [];
  if (!hasSameMembers(was, now) || !looksSame(was, now)) changes.push({ type: "group-members-changed", group });
  if (was.now !== now.now) changes.push(diffSelection(was, now));
  if (was.fixed !== undefined && now.fixed !== undefined && was.fixed !== now.fixed)
    changes.push({ type: "pin-changed", group, was: was.fixed, now: now.fixed });
  return changes;
}

function diffSelection(was: GroupView, now: GroupView): Change {
  const group = now.name;
  // Only where somebody chose: an automatic group moves on by itself, as it should.
  const wasChosen = was.type === "Selector" || (was.fixed !== undefined && was.fixed !== "" && was.fixed === was.now);
  if (was.now !== undefined && wasChosen && !now.all.includes(was.now))
    return { type: "selection-lost", group, was: was.now, now: now.now };
  return { type: "group-selected", group, was: was.now, now: now.now };
}

function hasSameMembers(was: GroupView, now: GroupView): boolean {
  return was.all.length === now.all.length && was.all.every((name, index) => name === now.all[index]);
}

function looksSame(was: GroupView, now: GroupView): boolean {
  return was.type === now.type && was.hidden === now.hidden && was.icon === now.icon && was.testUrl === now.testUrl;
}
