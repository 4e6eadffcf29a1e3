import { controllerRef } from "../../callback/ref.ts";
import { inviteIn, linkTarget } from "../../people/links.ts";
import { nodeRoute } from "../groups/details.ts";
import { freshPicture, groupBehind, memberBehind, type PressContext, type PressResult, StalePress } from "../press.ts";

/** `/start` with what stood in a link: a way to a screen, or an invitation of somebody who is in already. Changes nothing. */
export async function arrive(press: PressContext, payload: string): Promise<PressResult> {
  const { session, t } = press;
  const home = { at: "home" } as const;
  if (inviteIn(`/start ${payload}`) !== undefined) {
    const text = t.people.welcome(t.roles[session.state.person.role]);
    return { route: home, notice: { kind: "done", text } };
  }
  const target = linkTarget(payload);
  if (target === undefined) return { route: home };
  const controller = session.state.controllers.find((one) => controllerRef(one.id) === target.controller);
  if (controller === undefined) return { route: home, notice: { kind: "failed", text: t.toast.noController } };
  session.steer(controller);
  const there = { ...press, controller };
  try {
    const group = groupBehind(there, await freshPicture(there), target.group);
    if (target.node === undefined) return { route: { at: "group", group: group.name, page: 0, tap: "i" } };
    const node = memberBehind(there, group, target.node);
    return { route: await nodeRoute(there, group, { node, page: 0 }) };
  } catch (error) {
    if (!(error instanceof StalePress)) throw error;
    return { route: error.route, notice: { kind: "failed", text: error.message } };
  }
}
