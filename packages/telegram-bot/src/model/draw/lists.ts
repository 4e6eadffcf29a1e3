import { filtersScreen } from "../../screens/groups/filters.ts";
import { groupScreen } from "../../screens/groups/group.ts";
import { groupsScreen } from "../../screens/groups/groups.ts";
import { jumpScreen } from "../../screens/groups/jump.ts";
import { lettersScreen } from "../../screens/groups/letters.ts";
import { nodeScreen } from "../../screens/groups/node.ts";
import { regionsScreen } from "../../screens/groups/regions.ts";
import type { Frame, Screen } from "../../screens/kit/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Draw } from "./household.ts";
import { groupEntries } from "../groups/entries.ts";
import { groupModel } from "../groups/group.ts";
import { filtersModel, lettersModel, regionsModel } from "../groups/indexes.ts";
import { jumpModel } from "../groups/jump.ts";
import { nodeModel } from "../groups/node.ts";
import { mayTouch } from "../rights.ts";

type Lists = "groups" | "group" | "node" | "regions" | "letters" | "filters" | "jump";

/** Also where the group is gone that a screen was about. */
function groupList(state: ChatState, frame: Frame, page = 0): Screen {
  return groupsScreen({ frame, groups: groupEntries(state), page, mayAct: mayTouch(state.person) }, state.t);
}

/** Draws a model, where its group is still there. */
function drawn<Where, Model>(
  model: (state: ChatState, route: Where, frame: Frame) => Model | undefined,
  screen: (model: Model, t: ChatState["t"]) => Screen,
): (state: ChatState, route: Where, frame: Frame) => Screen {
  return (state, route, frame) => {
    const found = model(state, route, frame);
    return found === undefined ? groupList(state, frame) : screen(found, state.t);
  };
}

const group: Draw<"group"> = drawn(groupModel, groupScreen);

/** The screens about groups and their nodes. A screen whose subject is gone falls back to the one above it. */
export const listDrawers: { readonly [At in Lists]: Draw<At> } = {
  groups: (state, { page }, frame) => groupList(state, frame, page),
  group,
  node: (state, route, frame) => {
    const model = nodeModel(state, route, frame);
    const above = { at: "group", group: route.group, page: route.page, tap: "i" } as const;
    return model === undefined ? group(state, above, frame) : nodeScreen(model, state.t);
  },
  regions: drawn(regionsModel, regionsScreen),
  letters: drawn(lettersModel, lettersScreen),
  filters: drawn(filtersModel, filtersScreen),
  jump: drawn(jumpModel, jumpScreen),
};
