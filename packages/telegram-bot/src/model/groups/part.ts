import { type GroupView, regionOf } from "@pointsman/core";
import type { Narrowing } from "../../callback/field.ts";
import { wordRef } from "../../callback/ref.ts";
import type { NodeEntry } from "../../screens/groups/group-model.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { nameNow } from "../choices.ts";
import { letterIn } from "./letters.ts";
import { nodeEntries } from "./members.ts";
import { multiplierIn } from "./multiplier.ts";
import { membersInOrder, orderOf } from "./order.ts";

/** What stands in the index for nodes whose names tell no region. */
const nowhere = "--";

export function regionIn(name: string): string {
  return regionOf(name) ?? nowhere;
}

/** A group's list, or a part of it. */
export interface Part {
  /** In the order that the chat wants. */
  readonly nodes: readonly NodeEntry[];
  /** The subscription's pseudo-nodes, which are shown with the whole list only. */
  readonly info: readonly string[];
  /** How many nodes the whole list has. */
  readonly all: number;
}

/** What this chat has starred in the group, under the names of now. */
export function starredIn({ controller, memory }: ChatState, group: string): ReadonlySet<string> {
  const { snapshot } = controller.observer;
  const here = memory.choices.favourites.filter((one) => one.controller === controller.id && one.group === group);
  return new Set(here.flatMap((one) => nameNow(snapshot, one) ?? []));
}

type Verdict = (node: NodeEntry) => boolean;

/** One verdict for each thing that the list is cut down by. */
function verdicts(state: ChatState, group: string, only: Narrowing): readonly Verdict[] {
  const { alive, cheap, starred, region, provider, protocol, letter } = only;
  const { nodes } = state.controller.observer.snapshot;
  const all: Verdict[] = [];
  if (alive === true) all.push(({ delay }) => typeof delay === "number");
  if (cheap === true) all.push(({ name }) => multiplierIn(name) <= 1);
  if (starred === true) {
    const names = starredIn(state, group);
    all.push(({ name }) => names.has(name));
  }
  if (region !== undefined) all.push(({ name }) => regionIn(name) === region);
  if (letter !== undefined) all.push(({ name }) => letterIn(name) === letter);
  const isNode = (name: string): boolean => nodes.get(name)?.kind === "node";
  if (provider !== undefined)
    all.push(({ name }) => isNode(name) && wordRef("provider", nodes.get(name)?.provider ?? "") === provider);
  if (protocol !== undefined)
    all.push(({ name }) => isNode(name) && wordRef("protocol", nodes.get(name)?.type ?? "") === protocol);
  return all;
}

/** What of the group's list is shown, in the order that the chat wants. */
export function partOf(state: ChatState, group: GroupView, only: Narrowing | undefined): Part {
  const { snapshot } = state.controller.observer;
  const { nodes, info } = nodeEntries(snapshot, group, membersInOrder(group, orderOf(state, group)));
  const all = nodes.length;
  if (only === undefined) return { nodes, info, all };
  const needed = verdicts(state, group.name, only);
  return { nodes: nodes.filter((node) => needed.every((fits) => fits(node))), info: [], all };
}
