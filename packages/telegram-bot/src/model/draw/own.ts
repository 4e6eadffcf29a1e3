import type { Snapshot } from "@pointsman/core";
import { controllerRef } from "../../callback/ref.ts";
import { draftControllersScreen, draftGroupsScreen, draftScreen } from "../../screens/own/draft.ts";
import { favouritesScreen } from "../../screens/own/favourites.ts";
import { notifyScreen } from "../../screens/own/notify.ts";
import { invitedScreen, knockScreen, peopleScreen, personScreen } from "../../screens/own/people.ts";
import { settingsScreen } from "../../screens/own/settings.ts";
import type { Frame, Screen } from "../../screens/kit/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { offersOf } from "../household.ts";
import { choiceEntries, goneChoices } from "../choices.ts";
import { knockBehind, knockEntries, personEntries } from "../people.ts";
import { groupNamed, groupRefs, isChoosable, shownGroups } from "../picture.ts";
import { mayManagePeople, mayTouch } from "../rights.ts";
import type { Draw } from "./household.ts";

type Own = "favourites" | "settings" | "notify" | "people" | "person" | "knock" | "draft" | "invited";

function list({ people, t }: ChatState, frame: Frame): Screen {
  const model = { frame, people: personEntries(people), knocks: knockEntries(people), invites: people.invites };
  return peopleScreen(model, t);
}

/** More would push the favourites themselves out of sight. */
const shownBest = 3;

/** The groups of these choices, each once, that take a choice of this person. */
function bestOf(
  snapshot: Snapshot,
  choices: readonly { readonly group: string; readonly groupRef: string; readonly mayAct: boolean }[],
): { readonly name: string; readonly ref: string }[] {
  const refs = new Map(choices.filter(({ mayAct }) => mayAct).map(({ group, groupRef }) => [group, groupRef]));
  return Array.from(refs, ([name, ref]) => ({ name, ref }))
    .filter(({ name }) => {
      const group = groupNamed(snapshot, name);
      return group !== undefined && isChoosable(group);
    })
    .slice(0, shownBest);
}

/** The screens about a person's own chat, and about people. */
export const ownDrawers: { readonly [At in Own]: Draw<At> } = {
  settings: ({ controller, person, people, memory, t }, _, frame) =>
    settingsScreen(
      {
        frame,
        settings: memory.settings,
        now: Date.now(),
        hearsAlerts: offersOf(controller, person).alerts,
        ...(mayManagePeople(person) ? { knocks: people.knocks().length } : {}),
      },
      t,
    ),
  favourites: ({ controller, person, memory, t }, _, frame) => {
    const { snapshot } = controller.observer;
    const { favourites, lastUsed } = memory.choices;
    const entries = (choices: typeof favourites) =>
      choiceEntries(snapshot, controller.id, choices).map((one) => ({ ...one, mayAct: mayTouch(person, one.group) }));
    const starred = entries(favourites);
    const isStarredToo = (one: (typeof starred)[number]): boolean =>
      starred.some(({ groupRef, ref }) => groupRef === one.groupRef && ref === one.ref);
    const used = entries(lastUsed).filter((one) => !isStarredToo(one));
    const gone = goneChoices(snapshot, controller.id, favourites).map(({ node }) => node);
    return favouritesScreen({ frame, starred, lastUsed: used, gone, best: bestOf(snapshot, [...starred, ...used]) }, t);
  },
  notify: ({ controller, controllers, memory, person, t }, { isHere }, frame) =>
    notifyScreen(
      {
        frame,
        wishes: memory.settings.alerts,
        now: Date.now(),
        isHere: isHere === true,
        controllers: controllers.map(({ id }) => ({ id, ref: controllerRef(id), isSteered: id === controller.id })),
        hearsOfStrangers: person.role === "admin",
      },
      t,
    ),
  people: (state, _, frame) => list(state, frame),
  person: (state, { person: ref }, frame) => {
    const person = personEntries(state.people).find((one) => one.ref === ref);
    if (person === undefined) return list(state, frame);
    return personScreen({ frame, person, isSelf: person.id === state.person.id }, state.t);
  },
  knock: (state, { person: ref }, frame) => {
    const knock = knockBehind(state.people, ref);
    return knock === undefined ? list(state, frame) : knockScreen({ frame, knock }, state.t);
  },
  draft: (state, { step, page }, frame) => {
    const { controller, controllers, draft, t } = state;
    if (draft === undefined) return list(state, frame);
    const model = { frame, draft, several: controllers.length > 1 };
    if (step === "controllers") {
      const entries = controllers.map(({ id }) => ({ id, ref: controllerRef(id) }));
      return draftControllersScreen({ ...model, controllers: entries }, t);
    }
    if (step === "role") return draftScreen(model, t);
    const { snapshot } = controller.observer;
    const refs = groupRefs(snapshot);
    const groups = shownGroups(snapshot).map(({ name }) => ({ name, ref: refs.refOf(name) ?? "" }));
    return draftGroupsScreen({ ...model, groups, page }, t);
  },
  invited: ({ t }, { link, role }, frame) => invitedScreen({ frame, link, role }, t),
};
