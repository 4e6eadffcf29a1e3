import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { groupScreen } from "./group.ts";
import type { GroupModel } from "./group-model.ts";
import { nodesPerPage } from "./node-label.ts";

const model: GroupModel = {
  frame: home,
  group: { name: "Streaming", ref: "AAAAAAAA", type: "Selector", now: "🇭🇰 HK 01 | IEPL", choosable: true },
  nodes: [
    { name: "🇭🇰 HK 01 | IEPL", ref: "BBBBBBBB", delay: 45 },
    { name: "🇯🇵 JP 02", ref: "CCCCCCCC", delay: null },
    { name: "🇺🇸 US 03", ref: "DDDDDDDD" },
  ],
  all: 3,
  info: ["剩余流量：99 GB", "Expires 2026-12-31"],
  page: 0,
  sort: "config",
  pageSize: 8,
  tap: "u",
  mayAct: true,
};

test("a group shows its nodes, the one in use marked, the subscription's own lines apart", () => {
  expect(show(groupScreen(model, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Streaming</b>

    Now: <code>🇭🇰 HK 01 | IEPL</code> · 45 ms
    <i>Selector – you choose</i>
    1 of 3 answered their last test
    <blockquote>From the subscription
    剩余流量：99 GB
    Expires 2026-12-31</blockquote>
    Tap a node to switch to it.

    [✅ 🇭🇰 HK 01 | IEPL ● 45 !success]
    [🇯🇵 JP 02 · ✖]
    [🇺🇸 US 03 · –]
    [⚡ Test all] [🏆 Best] [🔍 Look]
    [↕ ⚙️ config]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("a group in Chinese", () => {
  expect(show(groupScreen(model, zh))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Streaming</b>

    当前：<code>🇭🇰 HK 01 | IEPL</code> · 45 毫秒
    <i>Selector – 手动选择</i>
    上次测速 1/3 个可用
    <blockquote>订阅信息
    剩余流量：99 GB
    Expires 2026-12-31</blockquote>
    点击节点即可切换。

    [✅ 🇭🇰 HK 01 | IEPL ● 45 !success]
    [🇯🇵 JP 02 · ✖]
    [🇺🇸 US 03 · –]
    [⚡ 全部测速] [🏆 最快] [🔍 查看]
    [↕ ⚙️ 配置]
    [⬅️ 返回] [🏠 主页] [🔄]"
  `);
});

test("a tap switches, but on the node in use it shows", () => {
  const [first, second] = groupScreen(model, en).keyboard;
  expect(first?.[0]).toMatchObject({ callback_data: "1:wfWp:nd:AAAAAAAA:BBBBBBBB:0" });
  expect(second?.[0]).toMatchObject({ callback_data: "1:wfWp:sw:AAAAAAAA:CCCCCCCC:0" });
});

test.each([
  ["who looks around", { ...model, tap: "i" as const }, en.group.tapInfo],
  ["who may not switch", { ...model, mayAct: false }, en.group.lookOnly],
  ["a group that takes no choice", { ...model, group: { ...model.group, choosable: false } }, en.group.noChoice],
])("for %s a tap shows the node", (_, variant, hint) => {
  const screen = groupScreen(variant, en);
  expect(screen.text.markup).toContain(hint);
  expect(JSON.stringify(screen.keyboard)).not.toContain(":sw:");
});

test("a pinned group says so and can be released, by whom may switch it", () => {
  const pinned = { ...model, group: { ...model.group, type: "URLTest", pinned: "🇭🇰 HK 01 | IEPL" } };
  expect(show(groupScreen(pinned, en))).toContain("📌 pinned");
  expect(show(groupScreen(pinned, en))).toContain("[📌 Unpin]");
  expect(show(groupScreen({ ...pinned, mayAct: false }, en))).not.toContain("Unpin");
});

test("short names stand two in a row, 16 on a page; long ones alone, 8 on a page", () => {
  expect(nodesPerPage(["HK 01", "JP 02"], 8)).toEqual({ columns: 2, size: 16 });
  expect(nodesPerPage(["HK 01", "a rather long name"], 8)).toEqual({ columns: 1, size: 8 });
});

test("an empty group says so", () => {
  expect(show(groupScreen({ ...model, nodes: [], info: [] }, en))).toContain(en.group.empty);
});

/** Forty nodes, every other one of which answers. */
const many: GroupModel = {
  ...model,
  nodes: Array.from({ length: 40 }, (_, index) => ({
    name: `🇭🇰 HK ${index} | IEPL`,
    ref: "BBBBBBBB",
    delay: index % 2 === 0 ? 45 : null,
  })),
  all: 40,
};

test("a long list can be cut down to what answers, to a region and to a letter", () => {
  const text = show(groupScreen(many, en));
  expect(text).toContain("[↕ ⚙️ config] [☐ Answering]");
  expect(text).toContain("[🌍 Regions] [🔤 A–Z]");
  expect(show(groupScreen({ ...many, nodes: many.nodes.slice(0, 3), all: 3 }, en))).not.toMatch(
    /Answering|Regions|A–Z/,
  );
});

test("a part of a list says which, leads on within it, and back to where it was picked", () => {
  const part = groupScreen({ ...many, only: { alive: true, region: "HK" }, page: 1 }, en);
  expect(show(part)).toContain("<b>Streaming · 🇭🇰 HK · Answering</b>");
  const data = part.keyboard.flat().flatMap((button) => ("callback_data" in button ? [button.callback_data] : []));
  expect(data).toContain("1:wfWp:gf:AAAAAAAA:2:u:arHK");
  // Without "answering" the region stays.
  expect(data).toContain("1:wfWp:gf:AAAAAAAA:0:u:rHK");
  expect(data).toContain("1:wfWp:gi:AAAAAAAA:a");
  const alive = groupScreen({ ...many, only: { alive: true } }, en);
  expect(show(alive)).toContain("[☑ Answering]");
  expect(JSON.stringify(alive.keyboard)).toContain("1:wfWp:gp:AAAAAAAA:0:u");
  const letter = groupScreen({ ...many, nodes: [], only: { letter: "香" } }, en);
  expect(show(letter)).toContain(en.group.noneFits);
  expect(JSON.stringify(letter.keyboard)).toContain("1:wfWp:gz:AAAAAAAA");
});

test.each<[boolean, Partial<GroupModel>]>([
  [true, {}],
  [true, { all: 2000, only: { region: "HK" } }],
  [true, { only: { alive: true } }],
  [false, { all: 2000 }],
  [false, { only: { region: "--" } }],
  [false, { only: { letter: "H" } }],
  [false, { mayAct: false }],
  [
    false,
    {
      nodes: [
        { name: "Auto", ref: "BBBBBBBB", group: true },
        { name: "DIRECT", ref: "CCCCCCCC", builtin: true },
      ],
    },
  ],
])("the fastest of what can be tested while somebody waits: offered is %s with %j", (offered, more) => {
  expect(show(groupScreen({ ...many, ...more }, en)).includes("[🏆 Best]")).toBe(offered);
});
