import type { GroupView, Snapshot } from "@pointsman/core";
import type { ChatState } from "../../session/chat-state.ts";
import type { Sort } from "../../state/settings.ts";
import { visible } from "../../text/name.ts";
import { delayIn, groupNamed, leafOf } from "../picture.ts";

/** The order that a group's members had when its screen was opened. */
export interface GroupOrder {
  readonly controllerId: string;
  readonly group: string;
  readonly sort: Sort;
  readonly names: readonly string[];
  /** Unix time in ms. */
  readonly madeAt: number;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Measured ones by their delay, then those that were never tested, then those that failed. */
function rank(delay: number | null | undefined): number {
  return delay ?? (delay === null ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER);
}

/** What a member is sorted by where it is no figure. What comes from nowhere, such as groups, stands first. */
function textFor(snapshot: Snapshot, sort: Sort, name: string): string {
  if (sort === "name") return visible(name);
  return sort === "provider" ? (snapshot.nodes.get(name)?.provider ?? "") : "";
}

/** A group's members in this order. Those that are alike in it stand as in the config. */
export function sortedMembers(snapshot: Snapshot, group: GroupView, sort: Sort): readonly string[] {
  if (sort === "config") return group.all;
  const keyed = group.all.map((name) => {
    const inner = snapshot.nodes.get(name)?.kind === "group" ? groupNamed(snapshot, name) : undefined;
    const leaf = inner === undefined ? name : leafOf(snapshot, inner);
    const delay = sort === "delay" && leaf !== undefined ? delayIn(group, snapshot.nodes.get(leaf)) : undefined;
    return { name, rank: rank(delay), text: textFor(snapshot, sort, name) };
  });
  keyed.sort(sort === "delay" ? (a, b) => a.rank - b.rank : (a, b) => collator.compare(a.text, b.text));
  return keyed.map(({ name }) => name);
}

/** The members as they stood, without those that are gone; new ones come last. */
export function membersInOrder(group: GroupView, order: GroupOrder | undefined): readonly string[] {
  if (order === undefined) return group.all;
  const left = new Set(group.all);
  const kept = order.names.filter((name) => left.delete(name));
  return left.size === 0 ? kept : [...kept, ...left];
}

/** The order that this chat was shown, or that it wants. */
export function orderOf({ controller, memory, order }: ChatState, group: GroupView): GroupOrder | undefined {
  const { sort } = memory.settings;
  if (sort === "config") return undefined;
  const isKept = order?.controllerId === controller.id && order.group === group.name && order.sort === sort;
  if (isKept) return order;
  const names = sortedMembers(controller.observer.snapshot, group, sort);
  return { controllerId: controller.id, group: group.name, sort, names, madeAt: Date.now() };
}
