import { mayTouch } from "../../model/rights.ts";
import { shortName } from "../../text/name.ts";
import {
  freshPicture,
  groupBehind,
  type Handlers,
  memberBehind,
  type PressContext,
  type PressResult,
} from "../press.ts";
import { switchUnwatched } from "./switching.ts";

/** Ends the watch, and switches again where that was taken back already; nothing watches over it from then on. */
async function keep(press: PressContext, groupRef: string, node: string): Promise<PressResult> {
  const { session, controller, t } = press;
  const { keepable } = session.state;
  const group = groupBehind(press, await freshPicture(press), groupRef);
  if (keepable?.controllerId === controller.id && keepable.group === group.name) {
    keepable.disarm();
    session.update({ keepable: undefined });
  }
  const fresh = await controller.observer.refresh(["groups"], { signal: session.signal });
  if (groupBehind(press, fresh, groupRef).now !== node) await switchUnwatched(press, group, node);
  const text = t.safeKeep.kept(shortName(group.name, 24), shortName(node, 40));
  return { route: { at: "group", group: group.name, page: 0, tap: "u" }, toast: text, notice: { kind: "done", text } };
}

/** A node that people want although this chat cannot be reached through it. */
export const keeping: Pick<Handlers, "keepSwitch"> = {
  async keepSwitch(press, { group: groupRef, node: nodeRef }) {
    const { session, controller, t, questions } = press;
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const node = memberBehind(press, group, nodeRef);
    if (!mayTouch(session.state.person, group.name)) return { toast: t.toast.forbidden };
    const question = questions.ask(session.state.person.id, {
      controller,
      run: async (later) => await keep(later, groupRef, node),
    });
    const text = t.safeKeep.confirm(shortName(group.name, 24), shortName(node, 40));
    const back = { do: "group", group: groupRef, page: 0, tap: "u" } as const;
    return { route: { at: "confirm", question, text, back } };
  },
};
