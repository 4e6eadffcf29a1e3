import type { KeepModel, UndoModel } from "../../screens/kit/undo-button.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { lastSwitch } from "../../state/switches.ts";
import { groupNamed, groupRefs, memberRefs } from "../picture.ts";

/** The way back from the last switch that the chat made, or made in this group, as long as the group still uses what was switched to. */
export function undoModel({ controller, memory }: ChatState, onlyGroup?: string): UndoModel | undefined {
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

/** The switch that was taken back because it cut the chat off, or is watched for it; in this group, or in any. */
export function keepModel({ controller, keepable }: ChatState, onlyGroup?: string): KeepModel | undefined {
  if (keepable === undefined || keepable.controllerId !== controller.id) return undefined;
  const { group: name, node } = keepable;
  if (onlyGroup !== undefined && onlyGroup !== name) return undefined;
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  const nodeRef = group && memberRefs(group).refOf(node);
  if (ref === undefined || nodeRef === undefined) return undefined;
  return { action: { do: "keepSwitch", group: ref, node: nodeRef }, node };
}
