import { describe, expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import { defaultSettings, sorts } from "../../state/settings.ts";
import { draftControllersScreen, draftGroupsScreen, draftScreen } from "./draft.ts";
import { cellsOf } from "../../text/cells.ts";
import { labelCells } from "../kit/label.ts";
import { notifyScreen } from "./notify.ts";
import { invitedScreen, knockScreen, peopleScreen, personScreen } from "./people.ts";
import { settingsScreen, sortOf, sortWord } from "./settings.ts";

const { en, zh } = locales;
const now = Date.parse("2026-11-27T22:30:00Z");
/** The notifications of somebody with one controller. */
const single = {
  frame: home,
  now,
  isHere: false,
  controllers: [{ id: "home", ref: home.controller.ref, isSteered: true }],
  hearsOfStrangers: false,
};

describe("settings", () => {
  test("say what holds, and offer the rest", () => {
    const settings = { ...defaultSettings, timeZone: "Asia/Shanghai", sort: "delay" as const };
    const frame = { ...home, timeZone: "Asia/Shanghai" };
    expect(show(settingsScreen({ frame, settings, now, hearsAlerts: true, knocks: 1 }, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Settings</b>

      Language: <b>automatic</b>
      Time zone: <b>Asia/⁠Shanghai, now 06:30</b>
      Rows per page: <b>8</b>
      Nodes stand: <b>fastest first</b>
      Alerts: <b>with a sound</b>
      Safe switch: <b>on: a switch that cuts this chat off is taken back</b>

      [• automatic] [English] [中文]
      [6 rows] [• 8 rows] [12 rows]
      [⚙️ config] [• ⏱ delay]
      [🔤 name] [📦 source]
      [🕒 Time zone]
      [🛟 Safe switch off]
      [🔔 Notifications] [🔕 Sound off]
      [👥 People (1)]
      [⬅️ Back] [🏠 Home]"
    `);
  });

  test("of somebody who hears no alerts and lets nobody in have less", () => {
    const settings = { ...defaultSettings, language: "zh" as const, safeSwitch: false };
    const text = show(settingsScreen({ frame: home, settings, now, hearsAlerts: false }, zh));
    expect(text).toContain("[• 中文]");
    expect(text).not.toMatch(/提示音|成员/);
  });

  test("write each order as a word and read it back", () => {
    for (const sort of sorts) expect(sortOf(sortWord(sort))).toBe(sort);
  });
});

describe("notifications", () => {
  test("show how each family is told, the quiet hours and the mute", () => {
    const wishes = {
      ...defaultSettings.alerts,
      families: { core: "silent" as const, trouble: "off" as const },
      from: "warning" as const,
      quiet: "23:00-07:00",
      mutedUntil: now + 3_600_000,
    };
    expect(show(notifyScreen({ ...single, wishes }, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Notifications</b>

      What comes to this chat: 🔔 with a sound, 🔕 without one, ✖ not at all.
      Quiet hours: 23:00-07:00; only what is critical makes a sound.
      <b>🔕 Nothing is told here until 23:30; then what is still true.</b>

      [🔕 Core] [🔔 Nodes]
      [🔔 Choices] [🔔 Subscriptions]
      [🔔 Devices] [🔔 Config changed]
      [✖ Errors]
      [all] [• warnings] [critical]
      [🌙 Quiet hours] [🔔 Try it]
      [🔔 End the mute]
      [⬅️ Back] [🏠 Home]"
    `);
  });

  test("of a chat that said nothing are all on", () => {
    const text = show(notifyScreen({ ...single, wishes: defaultSettings.alerts }, zh));
    expect(text).toContain("[🔕 1 小时] [🔕 8 小时] [🔕 24 小时]");
    expect(text).not.toContain("[✖");
  });
});

describe("notifications of several controllers", () => {
  const controllers = [
    { id: "home", ref: home.controller.ref, isSteered: true },
    { id: "cabin", ref: "cabi", isSteered: false },
  ];
  const wishes = {
    ...defaultSettings.alerts,
    families: { nodes: "silent" as const },
    controllers: { cabin: { nodes: "off" as const, core: "silent" as const } },
  };
  const model = { ...single, wishes, controllers, hearsOfStrangers: true };

  test("are said for all, with where one differs", () => {
    const text = show(notifyScreen(model, en));
    expect(text).toContain("[• All controllers]\n[Only home] [Only cabin]");
    expect(text).toContain("<code>cabin</code> Otherwise: 🔕 Core · ✖ Nodes");
    expect(text).toContain("[🔔 Core] [🔕 Nodes]");
    expect(text).toContain("[🔔 Strangers, once a day]");
  });

  test("are said for one alone, with what it has from all and the way back to that", () => {
    const cabin = { ...home, controller: { ...home.controller, id: "cabin", ref: "cabi" } };
    const steered = controllers.map((one) => ({ ...one, isSteered: one.id === "cabin" }));
    const text = show(notifyScreen({ ...model, frame: cabin, isHere: true, controllers: steered }, en));
    expect(text).toContain("[🔕 Core] [✖ Nodes]");
    expect(text).toContain("[↳🔔Choices]");
    expect(text).toContain("[• Only cabin] [Only home]");
    expect(text).toContain(`[${en.wishes.asAll}]`);
    expect(text).not.toContain(en.wishes.strangers);
  });
});

test.each([en, zh])("no button of the notifications is wider than its column in $tag", (t) => {
  const controllers = [1, 2, 3].map((one) => ({ id: `a-long-name-of-${one}`, ref: `cab${one}`, isSteered: one === 1 }));
  for (const isHere of [true, false]) {
    const { keyboard } = notifyScreen(
      { ...single, wishes: defaultSettings.alerts, controllers, isHere, hearsOfStrangers: true },
      t,
    );
    const wide = keyboard.flatMap((row) => row.filter(({ text }) => cellsOf(text) > labelCells(row.length)));
    expect(wide.map(({ text }) => text)).toEqual([]);
  }
});

describe("people", () => {
  const bob = { id: 2, ref: "BBBBBBBB", name: "Bob", role: "operator" as const, listed: false, since: now };
  const owner = { id: 1, ref: "AAAAAAAA", role: "admin" as const, listed: true };
  const eve = { id: 42, ref: "EEEEEEEE", name: "Eve @evil", username: "eve", at: now };

  test("are listed with who knocked", () => {
    expect(
      show(peopleScreen({ frame: home, people: [owner, bob], knocks: [eve], invites: 1 }, en)),
    ).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>People</b>

      Who may use this bot. 🔒 stands in the config file; only that changes it.
      1 invitation is open.

      Knocked, and got no answer:
      👋 Eve @⁠evil · <tg-time unix="1795818600" format="r">11-27 22:30</tg-time>

      [🔒 1 · 🔑 Admin]
      [Bob · 🕹 Operator]
      [👋 Eve @evil]
      [➕ Invite]
      [✖ Withdraw invitations]
      [⬅️ Back] [🏠 Home] [🔄]"
    `);
  });

  test("of the config cannot be touched, others can", () => {
    expect(show(personScreen({ frame: home, person: owner, isSelf: true }, en))).toContain(
      "🔒 This person stands in the config file under <code>telegram.users</code>",
    );
    expect(personScreen({ frame: home, person: owner, isSelf: true }, en).keyboard).toHaveLength(1);
    const limited = { ...bob, groups: Array.from({ length: 10 }, (_, index) => `G${index}`) };
    const text = show(personScreen({ frame: home, person: limited, isSelf: false }, en));
    expect(text).toContain("… +2");
    expect(text).toContain("[✏️ Change] [🚫 Remove !danger]");
  });

  test("who knocked can be let in or forgotten", () => {
    expect(show(knockScreen({ frame: home, knock: eve }, zh))).toContain("[🚪 放行… !primary] [🗑 忘掉]");
  });

  test("who are invited get a link that can be copied", () => {
    const link = "https://t.me/house_bot?start=i_AAAA";
    const screen = invitedScreen({ frame: home, link, role: "viewer" }, en);
    expect(screen.keyboard[0]).toEqual([{ text: "📋 Copy link", copy_text: { text: link } }]);
  });
});

describe("rights", () => {
  const draft = {
    who: { kind: "knock", id: 42, name: "Eve" },
    rights: { role: "operator", groups: ["Proxy"] },
  } as const;
  const model = { frame: home, draft, several: true };

  test("are put together from role, controllers and groups; a viewer has no groups to limit", () => {
    const text = show(draftScreen(model, en));
    expect(text).toContain("[👀 Viewer] [✅ 🕹 Operator !success] [🔑 Admin]\n[🎛 Controllers: all] [🧭 Groups: 1]");
    const viewer = { ...draft, rights: { role: "viewer" as const } };
    expect(show(draftScreen({ ...model, draft: viewer, several: false }, zh))).not.toMatch(/控制器：|策略组：/);
  });

  test("are ticked one by one", () => {
    const groups = ["Proxy", "Streaming"].map((name) => ({ name, ref: "AAAAAAAA" }));
    expect(show(draftGroupsScreen({ ...model, groups, page: 0 }, en))).toContain("[☑ Proxy] [☐ Streaming]");
    const controllers = [{ id: "home", ref: "AAAA" }];
    expect(show(draftControllersScreen({ ...model, controllers }, en))).toContain("[☐ home]");
  });
});
