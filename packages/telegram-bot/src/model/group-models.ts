import { type GroupView, regionOf, type Snapshot } from "@pointsman/core";
import { chartKindsOf, hasDelays } from "../charts/read-chart.ts";
import type { Narrowing } from "../callback/field.ts";
import { looseRef, type RefIndex } from "../callback/ref.ts";
import type { TestJob } from "../live/test-job.ts";
import { linkPayload } from "../people/links.ts";
import type { GroupModel, NodeEntry } from "../screens/group.ts";
import type { GroupEntry } from "../screens/groups.ts";
import type { HomeModel } from "../screens/home.ts";
import type { Frame } from "../screens/layout.ts";
import type { LettersModel } from "../screens/letters.ts";
import type { RegionsModel } from "../screens/regions.ts";
import type { NodeModel } from "../screens/node.ts";
import type { TestModel } from "../screens/test.ts";
import type { UndoModel } from "../screens/undo-button.ts";
import type { ChatState } from "../session/chat-state.ts";
import { lastSwitch } from "../state/switches.ts";
import { alertEntries, offersOf } from "./household.ts";
import { type GroupOrder, membersInOrder, sortedMembers } from "./order.ts";
import { letterCounts, letterIn } from "./letters.ts";
import { isStarred } from "./choices.ts";
import {
  delayIn,
  groupNamed,
  groupRefs,
  isChoosable,
  leafOf,
  memberInUse,
  memberRefs,
  shownGroups,
} from "./picture.ts";
import { mayTouch } from "./rights.ts";

const groupsOnHome = 12;

function entryOf(snapshot: Snapshot, group: GroupView, refs: RefIndex): GroupEntry {
  const leaf = leafOf(snapshot, group);
  const delay = leaf === undefined ? undefined : delayIn(group, snapshot.nodes.get(leaf));
  const now = memberInUse(group);
  return {
    name: group.name,
    ref: refs.refOf(group.name) ?? looseRef("group", group.name),
    type: group.type,
    ...(now === undefined ? {} : { now }),
    ...(delay === undefined ? {} : { delay }),
  };
}

/** The groups that are shown, with what each uses. */
export function groupEntries({ controller }: Pick<ChatState, "controller">): GroupEntry[] {
  const { snapshot } = controller.observer;
  const refs = groupRefs(snapshot);
  return shownGroups(snapshot).map((group) => entryOf(snapshot, group, refs));
}

/** The way back from the last switch that the chat made, or made in this group, as long as the group still uses what was switched to. */
function undoModel({ controller, memory }: ChatState, onlyGroup?: string): UndoModel | undefined {
  const last = lastSwitch(memory.switches, controller.id, onlyGroup);
  if (last === undefined) return undefined;
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, last.group);
  const ref = groupRefs(snapshot).refOf(last.group);
  if (group === undefined || ref === undefined || group.now !== last.now) return undefined;
  const members = memberRefs(group);
  const now = members.refOf(last.now);
  const was = members.refOf(last.back ?? last.now);
  if (now === undefined || was === undefined) return undefined;
  const action = { do: "undo", group: ref, was, now, to: last.back === undefined ? "a" : "n" } as const;
  return {
    action,
    ...(last.back === undefined ? {} : { to: last.back }),
    ...(onlyGroup === undefined ? { group: last.group } : {}),
  };
}

export function homeModel(state: ChatState, frame: Frame): HomeModel {
  const { mode, version } = state.controller.observer.snapshot;
  const groups = groupEntries(state);
  const undo = undoModel(state);
  return {
    frame,
    groups: groups.slice(0, groupsOnHome),
    moreGroups: Math.max(0, groups.length - groupsOnHome),
    offers: offersOf(state.controller, state.person),
    unseen: alertEntries(state.controller).filter(({ alert }) => !alert.acknowledged && alert.mutedUntil === undefined)
      .length,
    mayAct: mayTouch(state.person),
    ...(mode === undefined ? {} : { mode }),
    ...(version === undefined ? {} : { version }),
    ...(undo === undefined ? {} : { undo }),
  };
}

/** The order that this chat was shown, or that it wants. */
export function orderOf({ controller, memory, order }: ChatState, group: GroupView): GroupOrder | undefined {
  const { sort } = memory.settings;
  if (sort === "config") return undefined;
  const isKept = order?.controllerId === controller.id && order.group === group.name && order.sort === sort;
  if (isKept) return order;
  const names = sortedMembers(controller.observer.snapshot, group, sort);
  return { controllerId: controller.id, group: group.name, sort, names };
}

function nodeEntries(
  snapshot: Snapshot,
  group: GroupView,
  members: readonly string[],
): { nodes: NodeEntry[]; info: string[] } {
  const refs = memberRefs(group);
  const nodes: NodeEntry[] = [];
  const info: string[] = [];
  for (const name of members) {
    const node = snapshot.nodes.get(name);
    // A pseudo-node that is in use stays in the list: people must see it to get away from it.
    if (node?.kind === "info" && name !== group.now) {
      info.push(name);
      continue;
    }
    const inner = node?.kind === "group" ? groupNamed(snapshot, name) : undefined;
    const leaf = inner === undefined ? name : leafOf(snapshot, inner);
    const delay = leaf === undefined ? undefined : delayIn(group, snapshot.nodes.get(leaf));
    nodes.push({
      name,
      ref: refs.refOf(name) ?? looseRef("node", name),
      ...(delay === undefined ? {} : { delay }),
      ...(node?.kind === "builtin" ? { builtin: true } : {}),
      ...(inner === undefined ? {} : { group: true }),
    });
  }
  return { nodes, info };
}

/** What stands in the index for nodes whose names tell no region. */
const nowhere = "--";

function narrowedTo({ nodes, info }: ReturnType<typeof nodeEntries>, only: Narrowing | undefined) {
  const all = nodes.length;
  if (only === undefined) return { nodes, info, all };
  const { alive, region, letter } = only;
  const shown = nodes.filter(
    ({ name, delay }) =>
      (alive === undefined || typeof delay === "number") &&
      (region === undefined || (regionOf(name) ?? nowhere) === region) &&
      (letter === undefined || letterIn(name) === letter),
  );
  return { nodes: shown, info: [], all };
}

/** What an index of the group is made of. Undefined: the group is gone. */
function indexed({ controller }: ChatState, name: string) {
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  if (group === undefined || ref === undefined) return undefined;
  const nodes = nodeEntries(snapshot, group, group.all).nodes.map(({ name: node }) => node);
  return { group: { name, ref }, nodes };
}

/** Under which letters the nodes of the group stand. Undefined: the group is gone. */
export function lettersModel(state: ChatState, name: string, frame: Frame): LettersModel | undefined {
  const found = indexed(state, name);
  return found && { frame, group: found.group, letters: letterCounts(found.nodes) };
}

/** How many nodes of the group are where, the most first. Undefined: the group is gone. */
export function regionsModel(state: ChatState, name: string, frame: Frame): RegionsModel | undefined {
  const found = indexed(state, name);
  if (found === undefined) return undefined;
  const nodesIn = Map.groupBy(found.nodes, (node) => regionOf(node) ?? nowhere);
  const regions = Array.from(nodesIn, ([region, { length: count }]) => ({ region, count }));
  regions.sort((a, b) => Number(a.region === nowhere) - Number(b.region === nowhere) || b.count - a.count);
  return { frame, group: found.group, regions };
}

/** Undefined: the group is gone. */
export function groupModel(
  state: ChatState,
  {
    group: name,
    page,
    tap,
    only,
  }: { readonly group: string; readonly page: number; readonly tap: "u" | "i"; readonly only?: Narrowing },
  frame: Frame,
): GroupModel | undefined {
  const { snapshot } = state.controller.observer;
  const group = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  if (group === undefined || ref === undefined) return undefined;
  const undo = undoModel(state, name);
  const now = memberInUse(group);
  return {
    frame,
    group: {
      name,
      ref,
      type: group.type,
      choosable: isChoosable(group),
      ...(now === undefined ? {} : { now }),
      ...(group.fixed === undefined || group.fixed === "" ? {} : { pinned: group.fixed }),
    },
    ...narrowedTo(nodeEntries(snapshot, group, membersInOrder(group, orderOf(state, group))), only),
    ...(only === undefined ? {} : { only }),
    sort: state.memory.settings.sort,
    pageSize: state.memory.settings.pageSize,
    page,
    tap,
    mayAct: mayTouch(state.person, name),
    hasCharts: chartKindsOf(state.controller).includes("delay"),
    ...(undo === undefined ? {} : { undo }),
  };
}

/** Undefined: the group is gone, or the node is no member any more. */
export function nodeModel(
  state: ChatState,
  route: { readonly group: string; readonly node: string; readonly page: number; readonly only?: Narrowing },
  frame: Frame,
): NodeModel | undefined {
  const { controller, memory } = state;
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, route.group);
  const ref = groupRefs(snapshot).refOf(route.group);
  const nodeRef = group && memberRefs(group).refOf(route.node);
  if (group === undefined || ref === undefined || nodeRef === undefined) return undefined;
  const node = snapshot.nodes.get(route.node);
  const delay = delayIn(group, node);
  const opens = groupRefs(snapshot).refOf(route.node);
  const payload = linkPayload({ controller: frame.controller.ref, group: ref, node: nodeRef });
  const link = payload === undefined ? undefined : state.link?.(payload);
  return {
    frame,
    group: { name: route.group, ref, choosable: isChoosable(group) },
    node: {
      name: route.node,
      ref: nodeRef,
      type: node?.type ?? "?",
      udp: node?.udp ?? false,
      current: group.now === route.node,
      starred: isStarred(snapshot, memory.choices.favourites, {
        controller: controller.id,
        group: route.group,
        node: route.node,
      }),
      ...(delay === undefined ? {} : { delay }),
      ...(node?.provider === undefined ? {} : { provider: node.provider }),
      ...(opens === undefined ? {} : { opens }),
    },
    page: route.page,
    ...(route.only === undefined ? {} : { only: route.only }),
    mayAct: mayTouch(state.person, route.group),
    ...(link === undefined ? {} : { link }),
  };
}

/** A test's screen. References are absent where the group is gone meanwhile. */
export function testModel(
  { controller, person }: ChatState,
  job: TestJob,
  frame: Frame,
  explain: (error: unknown) => string,
): TestModel | undefined {
  if (job.controllerId !== controller.id) return undefined;
  const { snapshot } = controller.observer;
  const { target } = job;
  const group = target.kind === "current" ? undefined : groupNamed(snapshot, target.group);
  const groupRef = group && groupRefs(snapshot).refOf(group.name);
  const refs = group && memberRefs(group);
  const nodeRef = target.kind === "node" ? refs?.refOf(target.node) : undefined;
  return {
    frame,
    job: job.id,
    state: job.state,
    ...job.progress,
    tookMs: job.tookMs,
    results: job.results.map((result) => {
      const ref = refs?.refOf(result.name);
      return ref === undefined ? result : { ...result, ref };
    }),
    ...(group === undefined || groupRef === undefined
      ? {}
      : { group: { name: group.name, ref: groupRef, choosable: isChoosable(group) && mayTouch(person, group.name) } }),
    ...(target.kind === "node" && nodeRef !== undefined ? { node: { name: target.node, ref: nodeRef } } : {}),
    ...(job.error === undefined ? {} : { error: explain(job.error) }),
    hasChart: job.state !== "running" && hasDelays(controller, group?.name),
  };
}
