import type { Narrowing } from "../../callback/field.ts";
import { chartKindsOf } from "../../charts/read-chart.ts";
import type { GroupModel } from "../../screens/groups/group-model.ts";
import type { Frame } from "../../screens/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { groupNamed, groupRefs, isChoosable, memberInUse } from "../picture.ts";
import { mayTouch } from "../rights.ts";
import { narrowedTo, nodeEntries } from "./members.ts";
import { membersInOrder, orderOf } from "./order.ts";
import { undoModel } from "./undo.ts";

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
