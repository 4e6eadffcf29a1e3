import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { zh } from "../locales/zh/index.ts";
import { type HomeModel, homeScreen } from "./home.ts";

const model: HomeModel = {
  frame: home,
  mode: "rule",
  version: "v1.19.29",
  groups: [
    { name: "Proxy", now: "🇭🇰 HK 01", delay: 45 },
    { name: "Streaming", now: "Auto", delay: null },
    { name: "Balance" },
  ],
  moreGroups: 4,
  offers: { alerts: true, devices: true, scenes: true },
  unseen: 2,
  mayAct: true,
  undo: {
    action: { do: "undo", group: "AAAAAAAA", was: "BBBBBBBB", now: "CCCCCCCC", to: "n" },
    to: "🇯🇵 JP 02",
  },
};

test("home shows what is in use and has a button for each headline", () => {
  expect(show(homeScreen(model, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Home</b>

    Mode: rule · v1.⁠19.⁠29

    Proxy: <code>🇭🇰 HK 01</code> · 45 ms
    Streaming: <code>Auto</code> · ✖
    Balance: –
    … +4

    [↩️ Undo: 🇯🇵 JP 02]
    [🧭 Nodes] [⚡ Test]
    [🚦 Mode] [📊 Dashboard]
    [🌐 DNS] [⚠️ Errors]
    [🔗 Connections] [📱 Devices]
    [🔔 Alerts (2)] [➕ More]
    [🔄]"
  `);
});

test("home in Chinese", () => {
  expect(show(homeScreen(model, zh))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>主页</b>

    模式：规则 · v1.⁠19.⁠29

    Proxy：<code>🇭🇰 HK 01</code> · 45 毫秒
    Streaming：<code>Auto</code> · ✖
    Balance：–
    … +4

    [↩️ 撤销：🇯🇵 JP 02]
    [🧭 节点] [⚡ 测速]
    [🚦 模式] [📊 仪表盘]
    [🌐 DNS] [⚠️ 错误]
    [🔗 连接] [📱 设备]
    [🔔 警报（2）] [➕ 更多]
    [🔄]"
  `);
});

test("home has no button for what this process cannot do, nor a test for somebody who may only look", () => {
  const { undo: _, ...plain } = model;
  const offers = { alerts: false, devices: false, scenes: false };
  const text = show(homeScreen({ ...plain, offers, mayAct: false }, en));
  expect(text).not.toContain("Test");
  expect(text).not.toMatch(/Devices|Alerts/);
  expect(text).not.toContain("Undo");
});

test("home of an empty core says so, but not while the core is away", () => {
  expect(show(homeScreen({ ...model, groups: [], moreGroups: 0 }, en))).toContain("no groups");
  const away = { ...home, controller: { ...home.controller, reach: "unreachable" as const } };
  expect(show(homeScreen({ ...model, frame: away, groups: [], moreGroups: 0 }, en))).not.toContain("no groups");
});
