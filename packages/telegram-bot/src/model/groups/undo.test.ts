import { expect, test } from "vitest";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import { looseRef } from "../../callback/ref.ts";
import { locales } from "../../locales/index.ts";
import type { ChatState } from "../../session/chat-state.ts";
import { keepModel } from "./undo.ts";

const controller = pictureOf("home", snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 40), node("JP")]));
const keepable = { controllerId: "home", group: "Proxy", node: "JP", disarm: () => undefined };

function stateOf(kept: Partial<typeof keepable> | undefined): ChatState {
  return {
    person: { id: 1, role: "admin" },
    t: locales.en,
    people: peopleOnPaper(),
    memory: chatsOnPaper().of(1),
    controller,
    controllers: [controller],
    route: { at: "home" },
    ...(kept === undefined ? {} : { keepable: { ...keepable, ...kept } }),
  };
}

test("a switch that cut the chat off can be kept from its group and from home", () => {
  const offered = {
    action: { do: "keepSwitch", group: looseRef("group", "Proxy"), node: looseRef("node", "JP") },
    node: "JP",
  };
  expect(keepModel(stateOf({}))).toEqual(offered);
  expect(keepModel(stateOf({}), "Proxy")).toEqual(offered);
});

test.each([
  ["nothing was switched", undefined, "Proxy"],
  ["it was another group", {}, "Auto"],
  ["it was on another controller", { controllerId: "cabin" }, "Proxy"],
  ["the node is gone", { node: "US" }, "Proxy"],
  ["the group is gone", { group: "Gone" }, undefined],
] as const)("nothing is offered where %s", (_, kept, shownGroup) => {
  expect(keepModel(stateOf(kept), shownGroup)).toBeUndefined();
});
