import { describe, expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import type { Narrowing } from "../../callback/field.ts";
import { looseRef } from "../../callback/ref.ts";
import { locales } from "../../locales/index.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { LastSwitch } from "../../state/switches.ts";
import { homeModel } from "../home-model.ts";
import { groupEntries } from "./entries.ts";
import { groupModel } from "./group.ts";
import { nodeModel } from "./node.ts";

const groups = [
  group("Proxy", ["Auto", "HK", "剩余流量：99 GB"], { now: "HK" }),
  group("Auto", ["HK", "JP"], { type: "URLTest", now: "JP", fixed: "JP" }),
];
const nodes = [node("HK", 45), node("JP", null), node("剩余流量：99 GB", undefined, { kind: "info" })];

function state(more: Partial<ChatState> = {}): ChatState {
  const controller = pictureOf("home", snapshot(groups, nodes));
  return {
    person: { id: 1, role: "admin" },
    t: locales.en,
    people: peopleOnPaper(),
    memory: chatsOnPaper().of(1),
    controller,
    controllers: [controller],
    route: { at: "home" },
    ...more,
  };
}

const route = { group: "Proxy", page: 0, tap: "u" } as const;

describe("a group's model", () => {
  test("sets the subscription's pseudo-nodes apart", () => {
    const model = groupModel(state(), route, home);
    expect(model?.nodes.map(({ name }) => name)).toEqual(["Auto", "HK"]);
    expect(model?.info).toEqual(["剩余流量：99 GB"]);
  });

  test("shows a group among its members with the delay at the end of its chain, and a built-in without any", () => {
    const nested = [group("Proxy", ["Auto", "DIRECT"]), groups[1]!];
    const picture = snapshot(nested, [...nodes, node("DIRECT", undefined, { kind: "builtin" })]);
    expect(groupModel(state({ controller: pictureOf("home", picture) }), route, home)?.nodes).toMatchObject([
      { name: "Auto", delay: null },
      { name: "DIRECT", builtin: true },
    ]);
  });

  test("keeps a pseudo-node that is in use among the nodes, so that people can get away from it", () => {
    const lost = [{ ...groups[0]!, now: "剩余流量：99 GB" }];
    const model = groupModel(state({ controller: pictureOf("home", snapshot(lost, nodes)) }), route, home);
    expect(model?.nodes.map(({ name }) => name)).toContain("剩余流量：99 GB");
  });

  test("knows a pin, and that a person may not touch a group", () => {
    const child = { id: 2, role: "operator", groups: ["Auto"] } as const;
    expect(groupModel(state({ person: child }), route, home)?.mayAct).toBe(false);
    const auto = groupModel(state({ person: child }), { ...route, group: "Auto" }, home);
    expect(auto?.mayAct).toBe(true);
    expect(auto?.group.pinned).toBe("JP");
  });

  test("lists only the part that was picked, and knows how many there are in all", () => {
    const names = ["🇭🇰 HK 1", "🇭🇰 HK 2", "🇯🇵 JP 1", "香港"];
    const picture = snapshot(
      [group("Proxy", names)],
      names.map((name, index) => node(name, index === 1 ? null : 40)),
    );
    const of = (only: Narrowing) => {
      const model = groupModel(state({ controller: pictureOf("home", picture) }), { ...route, only }, home);
      return [model?.nodes.map(({ name }) => name), model?.all];
    };
    expect(of({ region: "HK" })).toEqual([["🇭🇰 HK 1", "🇭🇰 HK 2", "香港"], 4]);
    expect(of({ region: "HK", alive: true, letter: "H" })).toEqual([["🇭🇰 HK 1"], 4]);
    expect(of({ letter: "Z" })).toEqual([[], 4]);
  });

  test("is nothing where the group is gone", () => {
    expect(groupModel(state(), { ...route, group: "Nowhere" }, home)).toBeUndefined();
  });
});

describe("undo", () => {
  const switched = (...switches: readonly LastSwitch[]): ChatState => {
    const memory = chatsOnPaper().of(1);
    memory.keepSwitches(switches);
    return state({ memory });
  };
  const lastSwitch: LastSwitch = { controllerId: "home", group: "Proxy", now: "HK", back: "Auto" };

  test("is offered on the group and at home while the group uses what was switched to", () => {
    expect(groupModel(switched(lastSwitch), route, home)?.undo).toEqual({
      action: {
        do: "undo",
        group: looseRef("group", "Proxy"),
        was: looseRef("node", "Auto"),
        now: looseRef("node", "HK"),
        to: "n",
      },
      to: "Auto",
    });
    expect(homeModel(switched(lastSwitch), home).undo).toMatchObject({ to: "Auto", group: "Proxy" });
  });

  test.each([
    ["the group was switched again", { ...lastSwitch, now: "Auto" }],
    ["it was on another controller", { ...lastSwitch, controllerId: "cabin" }],
    ["what was there before is gone", { ...lastSwitch, back: "US" }],
    ["the group is gone", { ...lastSwitch, group: "Nowhere" }],
  ])("is not offered where %s", (_, changed) => {
    expect(homeModel(switched(changed), home).undo).toBeUndefined();
  });

  test("is each group's own, and at home the newest", () => {
    const other: LastSwitch = { controllerId: "home", group: "Auto", now: "JP" };
    const both = switched(other, lastSwitch);
    expect(groupModel(both, route, home)?.undo?.to).toBe("Auto");
    expect(homeModel(both, home).undo).toMatchObject({ group: "Auto" });
  });

  test("is not offered on another group", () => {
    expect(groupModel(switched(lastSwitch), { ...route, group: "Auto" }, home)?.undo).toBeUndefined();
  });

  test("leads an automatic group back to its own choice", () => {
    const released: LastSwitch = { controllerId: "home", group: "Auto", now: "JP" };
    expect(homeModel(switched(released), home).undo).toMatchObject({ action: { to: "a" } });
  });
});

test("a group's line shows the delay at the end of its chain", () => {
  const [proxy, auto] = groupEntries(state());
  expect(proxy).toMatchObject({ now: "HK", delay: 45 });
  expect(auto).toMatchObject({ now: "JP", delay: null });
});

test("a member that is a group itself can be opened; a node that left the group is nothing", () => {
  expect(nodeModel(state(), { group: "Proxy", node: "Auto", page: 0 }, home)?.node.opens).toBe(
    looseRef("group", "Auto"),
  );
  expect(nodeModel(state(), { group: "Proxy", node: "JP", page: 0 }, home)).toBeUndefined();
});

test("home shows twelve groups and counts the others", () => {
  const many = Array.from({ length: 15 }, (_, index) => group(`G${index}`, ["HK"]));
  const model = homeModel(state({ controller: pictureOf("home", snapshot(many, nodes)) }), home);
  expect(model.groups).toHaveLength(12);
  expect(model.moreGroups).toBe(3);
});
