import type { GroupView, Snapshot } from "@pointsman/core";
import type { Narrowing } from "../../callback/field.ts";
import { chartKindsOf } from "../../charts/read-chart.ts";
import type { GroupModel } from "../../screens/groups/group-model.ts";
import type { PartNames } from "../../screens/groups/narrowed.ts";
import type { Frame } from "../../screens/kit/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Route } from "../../session/route.ts";
import { groupNamed, groupRefs, isChoosable, memberInUse, memberRefs } from "../picture.ts";
import { mayTouch } from "../rights.ts";
import { lastTestIn } from "./members.ts";
import { partOf } from "./part.ts";
import { keepModel, undoModel } from "./undo.ts";
import { wordsOf } from "./words.ts";

/** What the references of the part stand for. */
function namesIn(snapshot: Snapshot, group: GroupView, { provider, protocol }: Narrowing): PartNames {
  if (provider === undefined && protocol === undefined) return {};
  const { providers, protocols } = wordsOf(snapshot, group);
  const from = providers.find(({ ref }) => ref === provider)?.word;
  const speaks = protocols.find(({ ref }) => ref === protocol)?.word;
  return { ...(from === undefined ? {} : { provider: from }), ...(speaks === undefined ? {} : { protocol: speaks }) };
}

/** Undefined: the group is gone. */
export function groupModel(
  state: ChatState,
  { group: name, page, tap, only, maybe = [] }: Omit<Extract<Route, { at: "group" }>, "at">,
  frame: Frame,
): GroupModel | undefined {
  const { snapshot } = state.controller.observer;
  const group = groupNamed(snapshot, name);
  const ref = groupRefs(snapshot).refOf(name);
  if (group === undefined || ref === undefined) return undefined;
  const undo = undoModel(state, name);
  const keep = keepModel(state, name);
  const now = memberInUse(group);
  const testedAt = lastTestIn(snapshot, group);
  return {
    frame,
    group: {
      name,
      ref,
      type: group.type,
      choosable: isChoosable(group),
      ...(testedAt === undefined ? {} : { testedAt }),
      ...(now === undefined ? {} : { now }),
      ...(group.fixed === undefined || group.fixed === "" ? {} : { pinned: group.fixed }),
    },
    ...partOf(state, group, only),
    ...(only === undefined ? {} : { only, names: namesIn(snapshot, group, only) }),
    sort: state.memory.settings.sort,
    pageSize: state.memory.settings.pageSize,
    page,
    tap,
    mayAct: mayTouch(state.person, name),
    hasCharts: chartKindsOf(state.controller).includes("delay"),
    ...(undo === undefined ? {} : { undo }),
    maybe: maybe.flatMap((one) => {
      const nodeRef = memberRefs(group).refOf(one);
      return nodeRef === undefined ? [] : [{ name: one, ref: nodeRef }];
    }),
    ...(keep === undefined ? {} : { keep }),
  };
}
