import type { HomeModel } from "../screens/home.ts";
import type { Frame } from "../screens/kit/layout.ts";
import type { ChatState } from "../session/chat-state.ts";
import { groupEntries } from "./groups/entries.ts";
import { keepModel, undoModel } from "./groups/undo.ts";
import { alertEntries, offersOf } from "./household.ts";
import { mayTouch } from "./rights.ts";

const groupsOnHome = 12;

export function homeModel(state: ChatState, frame: Frame): HomeModel {
  const { mode, version } = state.controller.observer.snapshot;
  const groups = groupEntries(state);
  const undo = undoModel(state);
  const keep = keepModel(state);
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
    ...(keep === undefined ? {} : { keep }),
  };
}
