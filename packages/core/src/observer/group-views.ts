import type { Proxy } from "../schemas/proxy.ts";
import type { GroupView } from "./types.ts";

/**
 * Groups in the config's order, GLOBAL last. A group that looks as before is the same object, and where all do the list is too.
 */
export function groupViews(groups: readonly Proxy[], before: readonly GroupView[]): readonly GroupView[] {
  const known = new Map(before.map((view) => [view.name, view]));
  const views = inConfigOrder(groups).map((group) => {
    const view = viewOf(group);
    const old = known.get(view.name);
    return old !== undefined && isSameGroup(old, view) ? old : view;
  });
  return isSameList(views, before) ? before : views;
}

function viewOf(group: Proxy): GroupView {
  return {
    name: group.name,
    type: group.type,
    ...(group.now === undefined ? undefined : { now: group.now }),
    ...(group.fixed === undefined ? undefined : { fixed: group.fixed }),
    all: [...new Set(group.all)],
    hidden: group.hidden ?? false,
    icon: group.icon ?? "",
    testUrl: group.testUrl ?? "",
  };
}

/** The core lists groups in random order, or by name; only `GLOBAL.all` has the config's. Groups that are not in it follow by name. */
function inConfigOrder(groups: readonly Proxy[]): readonly Proxy[] {
  const global = groups.find((group) => group.name === "GLOBAL");
  const rank = new Map((global?.all ?? []).map((name, index) => [name, index]));
  const rankOf = (group: Proxy): number =>
    group === global ? Number.POSITIVE_INFINITY : (rank.get(group.name) ?? Number.MAX_SAFE_INTEGER);
  return groups.toSorted((a, b) => {
    const [left, right] = [rankOf(a), rankOf(b)];
    return left === right ? (a.name < b.name ? -1 : 1) : left - right;
  });
}

function isSameGroup(a: GroupView, b: GroupView): boolean {
  return (
    a.type === b.type &&
    a.now === b.now &&
    a.fixed === b.fixed &&
    a.hidden === b.hidden &&
    a.icon === b.icon &&
    a.testUrl === b.testUrl &&
    isSameList(a.all, b.all)
  );
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
