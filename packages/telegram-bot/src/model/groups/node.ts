import { linkPayload } from "../../people/links.ts";
import type { NodeModel } from "../../screens/groups/node.ts";
import type { Frame } from "../../screens/kit/layout.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Route } from "../../session/route.ts";
import { isStarred } from "../choices.ts";
import { delayIn, groupNamed, groupRefs, isChoosable, memberRefs } from "../picture.ts";
import { mayTouch } from "../rights.ts";

/** Undefined: the group is gone, or the node is no member any more. */
export function nodeModel(
  state: ChatState,
  route: Omit<Extract<Route, { at: "node" }>, "at">,
  frame: Frame,
): NodeModel | undefined {
  const { controller, memory } = state;
  const { snapshot } = controller.observer;
  const group = groupNamed(snapshot, route.group);
  const ref = groupRefs(snapshot).refOf(route.group);
  const nodeRef = group && memberRefs(group).refOf(route.node);
  if (group === undefined || ref === undefined || nodeRef === undefined) return undefined;
  const node = snapshot.nodes.get(route.node);
  const delay = delayIn(group, node);
  const opens = groupRefs(snapshot).refOf(route.node);
  const payload = linkPayload({ controller: frame.controller.ref, group: ref, node: nodeRef });
  const link = payload === undefined ? undefined : state.link?.(payload);
  return {
    frame,
    group: { name: route.group, ref, choosable: isChoosable(group) },
    node: {
      name: route.node,
      ref: nodeRef,
      type: node?.type ?? "?",
      udp: node?.udp ?? false,
      current: group.now === route.node,
      starred: isStarred(snapshot, memory.choices.favourites, {
        controller: controller.id,
        group: route.group,
        node: route.node,
      }),
      ...(delay === undefined ? {} : { delay }),
      ...(node?.testedAt === undefined ? {} : { testedAt: node.testedAt }),
      ...(node?.provider === undefined ? {} : { provider: node.provider }),
      ...(opens === undefined ? {} : { opens }),
    },
    ...(route.details === undefined ? {} : { details: route.details }),
    page: route.page,
    ...(route.only === undefined ? {} : { only: route.only }),
    mayAct: mayTouch(state.person, route.group),
    ...(link === undefined ? {} : { link }),
  };
}
