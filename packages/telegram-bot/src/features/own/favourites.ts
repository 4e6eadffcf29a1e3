import { goneChoices, isStarred, nameNow } from "../../model/choices.ts";
import { nodeRoute } from "../groups/details.ts";
import { freshPicture, groupBehind, type Handlers, memberBehind, type PressContext } from "../press.ts";

/** Stars and last choices are kept under the names of now, so that a node is known after many renames. */
async function followed(press: PressContext): Promise<void> {
  const { session, controller } = press;
  const snapshot = await freshPicture(press);
  const { favourites, lastUsed } = session.memory.choices;
  const rename = <One extends { controller: string; group: string; node: string }>(one: One): One =>
    one.controller === controller.id ? { ...one, node: nameNow(snapshot, one) ?? one.node } : one;
  session.memory.keepChoices({ favourites: favourites.map(rename), lastUsed: lastUsed.map(rename) });
}

/** Presses on starred nodes. */
export const favourites: Pick<Handlers, "favourites" | "star" | "forgetGone"> = {
  async favourites(press) {
    await followed(press);
    return { route: { at: "favourites" } };
  },

  async star(press, { group: groupRef, node: nodeRef, state, page, only }) {
    const { session, controller, t } = press;
    const snapshot = await freshPicture(press);
    const group = groupBehind(press, snapshot, groupRef);
    const node = memberBehind(press, group, nodeRef, page);
    const choice = { controller: controller.id, group: group.name, node };
    const others = session.memory.choices.favourites.filter((one) => !isStarred(snapshot, [one], choice));
    session.memory.keepChoices({ favourites: state === "on" ? [...others, choice] : others });
    return {
      route: await nodeRoute(press, group, { node, page, only }),
      toast: state === "on" ? t.favourites.starred : t.favourites.unstarred,
    };
  },

  async forgetGone(press) {
    const { session, controller } = press;
    const snapshot = await freshPicture(press);
    const { favourites: starred } = session.memory.choices;
    const gone = new Set(goneChoices(snapshot, controller.id, starred));
    session.memory.keepChoices({ favourites: starred.filter((one) => !gone.has(one)) });
    return { route: { at: "favourites" }, toast: press.t.settings.saved };
  },
};
