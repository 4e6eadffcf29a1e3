import type { GroupView, OperationOutput } from "@pointsman/core";
import { inPart } from "../../screens/groups/list-action.ts";
import { forgotten, lastSwitch, remembered } from "../../state/switches.ts";
import { shortName } from "../../text/name.ts";
import {
  freshPicture,
  groupBehind,
  type Handlers,
  memberBehind,
  type PressContext,
  type PressResult,
} from "../press.ts";
import { carriesTelegram, watchOver } from "./safe-switch.ts";

/** Switches a group and remembers the way back for this chat. Throws `ControllerError`. */
export async function switchTo(press: PressContext, group: GroupView, node: string): Promise<string> {
  const { session, controller, actor } = press;
  const { safeSwitch } = session.memory.settings;
  const carries = safeSwitch && (await carriesTelegram(press, group.name));
  const output = await controller.run("select-node", { group: group.name, node }, { actor, signal: session.signal });
  return switched(press, group.name, output, carries);
}

/** Switches, and leaves it so whatever becomes of this chat. Throws `ControllerError`. */
export async function switchUnwatched(press: PressContext, group: GroupView, node: string): Promise<void> {
  const { session, controller, actor } = press;
  const output = await controller.run("select-node", { group: group.name, node }, { actor, signal: session.signal });
  switched(press, group.name, output, false);
}

/** Remembers the switch, watches over it where it `carries` the chat, and says what was done. */
function switched(
  press: PressContext,
  group: string,
  output: Pick<OperationOutput<"select-node">, "was" | "now" | "wasFixed" | "closed">,
  carries: boolean,
): string {
  const { session, controller, t } = press;
  const { now, closed } = output;
  rememberSwitch(press, group, output);
  if (session.state.keepable?.group === group) session.update({ keepable: undefined });
  const toast = t.toast.switched(shortName(group, 24), shortName(now ?? "–", 40));
  const made = lastSwitch(session.memory.switches, controller.id, group);
  if (carries && made !== undefined) {
    void watchOver(press, made);
    return `${toast} · ${t.safe.checking}`;
  }
  return closed > 0 ? `${toast} · ${t.toast.closed(closed)}` : toast;
}

/** Tests a group's nodes, or those of one region, and switches to the fastest. Throws `ControllerError`. */
export async function switchToBest(press: PressContext, group: string, region?: string): Promise<string> {
  const { session, controller, actor, t } = press;
  const carries = session.memory.settings.safeSwitch && (await carriesTelegram(press, group));
  const input = { group, ...(region === undefined ? {} : { region }) };
  const output = await controller.run("select-best", input, { actor, signal: session.signal });
  if (!output.changed) return t.alerts.bestAlready(shortName(group, 24), shortName(output.now ?? "–", 40));
  return switched(press, group, output, carries);
}

/** Keeps what was chosen, for the list of those that were used last. */
function rememberUse({ session, controller }: PressContext, group: string, node: string): void {
  const choice = { controller: controller.id, group, node };
  const { lastUsed } = session.memory.choices;
  const others = lastUsed.filter(
    (one) => one.controller !== choice.controller || one.group !== group || one.node !== node,
  );
  session.memory.keepChoices({ lastUsed: [choice, ...others] });
}

/** Keeps what the chat's Undo puts back. */
function rememberSwitch(
  press: PressContext,
  group: string,
  {
    was,
    now,
    wasFixed,
  }: { readonly was: string | null; readonly now: string | null; readonly wasFixed: string | null },
): void {
  const { session, controller } = press;
  // An automatic group that had chosen by itself goes back to that; one that was pinned goes back to the pin.
  if (now !== null) rememberUse(press, group, now);
  const before = wasFixed === null ? was : wasFixed;
  const back = before === "" || before === null ? undefined : before;
  const undoable = back !== undefined || wasFixed === "";
  if (!undoable || now === null) return forgetSwitch(press, group);
  const made = { controllerId: controller.id, group, now, ...(back === undefined ? {} : { back }) };
  session.memory.keepSwitches(remembered(session.memory.switches, made));
}

/** There is nothing to put back any more, in this group or in all of the controller. */
export function forgetSwitch(
  { session, controller }: Pick<PressContext, "session" | "controller">,
  group?: string,
): void {
  session.memory.keepSwitches(forgotten(session.memory.switches, controller.id, group));
}

async function putBack(press: PressContext, group: GroupView, to: string | undefined): Promise<string> {
  const { session, controller, actor, t } = press;
  const options = { actor, signal: session.signal };
  const { now } =
    to === undefined
      ? await controller.run("release-node", { group: group.name }, options)
      : await controller.run("select-node", { group: group.name, node: to }, options);
  forgetSwitch(press, group.name);
  return to === undefined
    ? t.toast.released(shortName(group.name, 24))
    : t.toast.undone(shortName(group.name, 24), shortName(now ?? to, 40));
}

/** Whether choosing this node would change nothing: an automatic group that uses it by itself can still be held there. */
function uses(group: GroupView, node: string): boolean {
  return group.now === node && (group.type === "Selector" || group.fixed === node);
}

/** Presses that change what a group uses. */
export const switching: Pick<Handlers, "select" | "selectBest" | "undo" | "release"> = {
  async select(press, { group: groupRef, node: nodeRef, page, only }): Promise<PressResult> {
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const node = memberBehind(press, group, nodeRef, page);
    const route = { at: "group", group: group.name, page, tap: "u", ...inPart(only) } as const;
    if (uses(group, node)) {
      // The picture may be a moment old, and somebody else may have switched since: "already" must be true now.
      const fresh = await press.controller.observer.refresh(["groups"], { signal: press.session.signal });
      if (uses(groupBehind(press, fresh, groupRef), node))
        return { route, toast: press.t.toast.already(shortName(node, 40)) };
    }
    return { toast: await switchTo(press, group, node), route };
  },

  async selectBest(press, { group: groupRef, region, only }): Promise<PressResult> {
    const { session, t } = press;
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const route = { at: "group", group: group.name, page: 0, tap: "u", ...inPart(only) } as const;
    // It takes its time: the screen says at once that something goes on.
    session.update({ notice: { kind: "done", text: t.test.running } });
    session.redraw("user");
    return { toast: await switchToBest(press, group.name, region === "--" ? undefined : region), route };
  },

  async undo(press, { group: groupRef, was: wasRef, now: nowRef, to }): Promise<PressResult> {
    const { session, controller, t } = press;
    // What is in use decides whether the undo still holds, so it is read anew, never taken from what was just read.
    const snapshot = await controller.observer.refresh(["groups"], { signal: session.signal });
    const group = groupBehind(press, snapshot, groupRef);
    const now = memberBehind(press, group, nowRef);
    const was = memberBehind(press, group, wasRef);
    const route = { at: "group", group: group.name, page: 0, tap: "u" } as const;
    if (group.now !== now) return { route, toast: t.toast.undoOver };
    return { toast: await putBack(press, group, to === "a" ? undefined : was), route };
  },

  async release(press, { group: groupRef, page, only }): Promise<PressResult> {
    const { session, controller, actor, t } = press;
    const group = groupBehind(press, await freshPicture(press), groupRef);
    await controller.run("release-node", { group: group.name }, { actor, signal: session.signal });
    forgetSwitch(press, group.name);
    return {
      toast: t.toast.released(shortName(group.name, 24)),
      route: { at: "group", group: group.name, page, tap: "u", ...inPart(only) },
    };
  },
};
