import { describe, expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import type { Person } from "../../access.ts";
import { looseRef } from "../../callback/ref.ts";
import { locales } from "../../locales/index.ts";
import { memberRefs } from "../../model/picture.ts";
import { Questions } from "../../session/questions.ts";
import { handlers } from "../index.ts";
import { type Deed, type PressContext, StalePress } from "../press.ts";

const names = Array.from({ length: 40 }, (_, index) => `🇭🇰 香港 IEPL ${index + 1}`);
const picture = snapshot(
  [group("Proxy", names)],
  names.map((name) => node(name, 45)),
);
const proxy = looseRef("group", "Proxy");
const only = { region: "HK" } as const;

function open(person: Person = { id: 1, role: "admin" }) {
  const fake = fakeController("home", picture, () => ({ group: "Proxy", was: names[0], now: names[1], closed: 0 }));
  const { session } = paperChat([fake.controller], person);
  const press: PressContext = {
    session,
    controller: fake.controller,
    actor: session.actor("Ada"),
    t: locales.en,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
  };
  return { ...fake, press };
}

describe("a part of a list that is shown", () => {
  test("comes from the button alone: a chat that remembers nothing shows the same", async () => {
    const { press } = open();
    const at = { group: "Proxy", only };
    expect((await handlers.filters(press, { do: "filters", group: proxy, tap: "u", only })).route).toEqual({
      at: "filters",
      tap: "u",
      ...at,
    });
    expect((await handlers.jump(press, { do: "jump", group: proxy, page: 3, tap: "u", only })).route).toEqual({
      at: "jump",
      page: 3,
      tap: "u",
      ...at,
    });
    const ref = looseRef("node", names[1] ?? "");
    const select = await handlers.select(press, { do: "select", group: proxy, node: ref, page: 2, only });
    expect(select.route).toEqual({ at: "group", page: 2, tap: "u", ...at });
    const shown = await handlers.node(press, { do: "node", group: proxy, node: ref, page: 2, only });
    expect(shown.route).toEqual({ at: "node", node: names[1], page: 2, ...at });
    const sorted = await handlers.sortGroup(press, { do: "sortGroup", group: proxy, sort: "p", tap: "u", only });
    expect(sorted.route).toEqual({ at: "group", page: 0, tap: "u", ...at });
    expect(press.session.memory.settings.sort).toBe("provider");
  });

  test("is to look at for who may not switch", async () => {
    const { press } = open({ id: 2, role: "viewer" });
    const { route } = await handlers.narrow(press, { do: "narrow", group: proxy, page: 0, tap: "u", only });
    expect(route).toMatchObject({ tap: "i", only });
  });
});

describe("the page that a person writes", () => {
  async function written(text: string) {
    const { press } = open();
    const asked = await handlers.askPage(press, { do: "askPage", group: proxy, tap: "u", only });
    if (asked.route?.at !== "ask") throw new Error("nothing was asked");
    expect(asked.route.prompt).toContain("from 1 to 5");
    return await asked.route.deed.run(press, text);
  }

  test("is shown within the part", async () => {
    expect((await written("4")).route).toEqual({ at: "group", group: "Proxy", page: 3, tap: "u", only });
    expect((await written("iepl 17")).route).toMatchObject({ page: 2 });
  });

  test("leads to the first with a word where there is no such page", async () => {
    const { route, notice } = await written("<b>nowhere");
    expect(route).toMatchObject({ at: "group", page: 0 });
    expect(notice).toEqual({ kind: "failed", text: "No page is “<b>nowhere”, and no node is called so." });
  });
});

describe("a node that is gone", () => {
  test("is never replaced by another one; what it may be called now is only shown", async () => {
    const { press, runs } = open();
    const old = "HK IEPL 7 | x1.5";
    memberRefs(group("Proxy", [old]));
    const select = async () =>
      await handlers.select(press, { do: "select", group: proxy, node: looseRef("node", old), page: 1 });
    const stale = await select().catch((error: unknown) => error);
    if (!(stale instanceof StalePress)) throw new Error("it was taken for another node");
    expect(stale.message).toBe(`${old} is gone. On top stands what it may be called now.`);
    expect(stale.route).toEqual({ at: "group", group: "Proxy", page: 1, tap: "u", maybe: ["🇭🇰 香港 IEPL 7"] });
    expect(runs).toEqual([]);
  });

  test("that nobody remembers is only gone", async () => {
    const { press } = open();
    const show = async () =>
      await handlers.node(press, { do: "node", group: proxy, node: looseRef("node", "never seen"), page: 1 });
    await expect(show()).rejects.toMatchObject({ route: { at: "group", group: "Proxy", page: 1, tap: "u" } });
  });
});

describe("keeping a node that cuts the chat off", () => {
  const keep = { do: "keepSwitch", group: proxy, node: looseRef("node", names[1] ?? "") } as const;

  test("needs a second press, ends the watch, and switches where it was taken back", async () => {
    const { press, runs } = open();
    const disarmed: string[] = [];
    const keepable = { controllerId: "home", group: "Proxy", node: names[1] ?? "", disarm: () => disarmed.push("x") };
    press.session.update({ keepable });
    const asked = await handlers.keepSwitch(press, keep);
    if (asked.route?.at !== "confirm") throw new Error("nothing was asked");
    expect(asked.route.text).toContain("this chat may fall silent");
    expect([runs, disarmed]).toEqual([[], []]);
    const done = await handlers.confirm(press, { do: "confirm", question: asked.route.question });
    expect(done.notice?.text).toBe(`🔒 Proxy stays on ${names[1]}, whether Telegram answers or not.`);
    expect(runs.map(({ id, input }) => [id, input])).toEqual([["select-node", { group: "Proxy", node: names[1] }]]);
    expect(disarmed).toEqual(["x"]);
    expect(press.session.state.keepable).toBeUndefined();
  });

  test("is not asked of who may not switch the group", async () => {
    const { press } = open({ id: 2, role: "viewer" });
    expect(await handlers.keepSwitch(press, keep)).toEqual({ toast: locales.en.toast.forbidden });
  });
});
