import { ControllerError, isControllerError } from "../../client/errors.ts";
import type { Group } from "../../schemas/proxy.ts";
import { closeAll } from "../connections/close-all.ts";
import type { OperationContext, OperationController, UndoStep } from "../define.ts";
import { membersOf, notFound, readGroup } from "../picture.ts";
import { isSameNode } from "./member-name.ts";

export interface Switch {
  readonly controller: OperationController;
  /** As it was read just before. */
  readonly group: Group;
  readonly node: string;
  /** Undefined: as the config says (`switching.close-connections`). */
  readonly closeConnections?: boolean | undefined;
  readonly signal: AbortSignal;
}

export interface Switched {
  readonly now: string | null;
  /** Connections that were closed so that they move. */
  readonly closed: number;
}

/**
 * Puts a group on a member and makes sure of it. `not-found`: no such member; `rejected`: the group takes no choice, or
 * accepted it and uses another member all the same (a Fallback whose choice is dead).
 */
export async function switchGroup({ controller, group, node, closeConnections, signal }: Switch): Promise<Switched> {
  const { client, switching } = controller;
  if (!membersOf(group).includes(node))
    throw notFound(`member of ${JSON.stringify(group.name)} called`, node, group.all);
  requireChoice(group);
  await client.proxies.select({ group: group.name, body: { name: node } }, { signal }).catch((error: unknown) => {
    throw refineSelectError(error, group, node);
  });
  const after = await client.groups.get({ group: group.name }, { signal });
  if (!isApplied(after, node)) {
    throw new ControllerError(
      "rejected",
      `The core accepted ${JSON.stringify(node)}, but the group ${JSON.stringify(group.name)} uses ${JSON.stringify(after.now ?? "another node")}.`,
      { endpoint: "proxies.select", reason: "not-applied" },
    );
  }
  const wantsClose = closeConnections ?? switching.closeConnections === "group";
  const closed = wantsClose && group.now !== node ? await closeThroughGroup(controller, group.name, node, signal) : 0;
  return { now: after.now ?? null, closed };
}

/** Throws `rejected` for a group that spreads by itself (LoadBalance). */
export function requireChoice({ name, type, now, fixed }: Group): void {
  if (now !== undefined || fixed !== undefined) return;
  throw new ControllerError(
    "rejected",
    `The group ${JSON.stringify(name)} (${type}) spreads by itself and takes no choice.`,
    { effect: "none" },
  );
}

/**
 * A Fallback leaves a dead choice by itself; a URLTest keeps the pin and uses another member only while the pinned one
 * is dead (reference §5.5), so there the pin counts.
 */
function isApplied(group: Group, node: string): boolean {
  if (group.fixed === undefined || group.type === "Fallback") return group.now === node;
  return group.fixed === node;
}

/** Between our reading and the switch the member may have gone: the core's 400 then means the same as our own check. */
function refineSelectError(error: unknown, group: Group, node: string): unknown {
  if (!isControllerError(error) || !error.detail?.includes("proxy not exist")) return error;
  return notFound(`member of ${JSON.stringify(group.name)} called`, node, group.all, error);
}

/** Connections through the group that do not leave by `node` already. `chains` is leaf first: a group's member stands before it. */
async function closeThroughGroup(
  controller: OperationController,
  group: string,
  node: string,
  signal: AbortSignal,
): Promise<number> {
  const { connections } = await controller.client.connections.list({}, { signal });
  const stale = (connections ?? []).filter(({ chains }) => {
    const position = chains.indexOf(group);
    return position >= 0 && chains[position - 1] !== node;
  });
  return await closeAll(controller.client, stale, signal);
}

/** What an automatic group is pinned to, `""` for nothing; null for a Selector. A pin whose node is gone pins nothing, though it is shown. */
export function pinOf(group: Group): string | null {
  if (group.fixed === undefined) return null;
  return membersOf(group).includes(group.fixed) ? group.fixed : "";
}

/** Whether a group still is where a switch put it: on the member, or pinned to it. */
export async function isStillOn(
  { controller, signal }: Pick<OperationContext, "controller" | "signal">,
  name: string,
  node: string,
): Promise<boolean> {
  const group = await readGroup(controller.client, name, signal);
  return isSameNode(group, group.fixed === undefined ? group.now : group.fixed, node);
}

/** The way back from a switch: the member before, or for an automatic group the pin before. */
export function undoSwitch(
  group: string,
  { was, now, wasFixed }: { was: string | null; now: string | null; wasFixed: string | null },
): UndoStep | undefined {
  if (wasFixed === "") return { operation: "release-node", input: { group } };
  const before = wasFixed ?? was;
  return before === null || before === now ? undefined : { operation: "select-node", input: { group, node: before } };
}
