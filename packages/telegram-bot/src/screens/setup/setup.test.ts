import { describe, expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { askScreen } from "../kit/ask.ts";
import { moreScreen } from "../more.ts";
import { maintenanceScreen } from "./maintenance.ts";
import { providerScreen, providersScreen } from "./providers.ts";
import { type RuleEntry, ruleScreen, rulesScreen } from "./rules.ts";
import { scenesScreen } from "./scenes.ts";

const now = Date.UTC(2026, 10, 27);
const provider = {
  name: "Cloud",
  ref: "AAAAAAAA",
  source: "HTTP",
  nodes: 40,
  alive: 38,
  quota: { used: 63 * 1024 ** 3, total: 100 * 1024 ** 3 },
  expiresAt: Date.UTC(2026, 11, 1),
};

describe("providers", () => {
  test("show what is left of each", () => {
    const model = { frame: home, providers: [provider, { ...provider, name: "File" }], page: 0, now, mayUpdate: true };
    expect(show(providersScreen(model, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Providers</b>

      Cloud: 38/40 · ▰▰▰▰▰▱▱▱ 63 % · 4 days left
      File: 38/40 · ▰▰▰▰▰▱▱▱ 63 % · 4 days left

      [📦 Cloud]
      [📦 File]
      [🔄 Update all]
      [⬅️ Back] [🏠 Home] [🔄]"
    `);
  });

  test("in detail have a quota bar and a day", () => {
    const model = { frame: home, provider, now, mayUpdate: true, mayCheck: true };
    expect(show(providerScreen(model, zh))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>订阅</b>

      <code>Cloud</code>

      40 个节点中 38 个可用
      ▰▰▰▰▰▰▰▰▱▱▱▱ 63 %
      已用 63.0 GB，共 100 GB
      到期：2026-12-01 · 剩余 4 天
      来源：HTTP

      [🔄 更新] [🩺 检查]
      [⬅️ 返回] [🏠 主页] [🔄]"
    `);
    const old = { ...provider, expiresAt: Date.UTC(2026, 0, 1), updatedAt: null };
    const text = show(providerScreen({ ...model, provider: old, mayUpdate: false }, en));
    expect(text).toContain("expired");
    expect(text).toContain("never loaded");
    expect(text).not.toContain(en.providers.update);
  });
});

const rule: RuleEntry = {
  index: 4,
  type: "DomainSuffix",
  payload: "netflix.com",
  target: "Streaming",
  fingerprint: "DomainSuffix,netflix.com,Streaming",
  ref: "AAAAAAAA",
  disabled: false,
  hits: 12,
};

describe("rules", () => {
  test("are listed in their order, those that are off marked", () => {
    const rules = [rule, { ...rule, index: 5, type: "Match", payload: "", disabled: true }];
    expect(show(rulesScreen({ frame: home, rules, total: 2, page: 0 }, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Rules</b>

      2 rules, the first that fits decides

      [5 netflix.com → Streaming]
      [⛔ 6 Match → Streaming]
      [🔎 Find]
      [⬅️ Back] [🏠 Home] [🔄]"
    `);
  });

  test("have one switch, where the core has it", () => {
    const on = show(ruleScreen({ frame: home, rule, maySwitch: true }, en));
    expect(on).toContain(`[${en.rules.switchOff}]`);
    const off = show(ruleScreen({ frame: home, rule: { ...rule, disabled: true }, maySwitch: true }, en));
    expect(off).toContain(`[${en.rules.switchOn}]`);
    expect(show(ruleScreen({ frame: home, rule, maySwitch: false }, en))).not.toContain(en.rules.switchOff);
  });
});

describe("scenes", () => {
  const scene = {
    scene: "movie",
    source: "saved",
    select: { Streaming: "HK 01" },
    mode: "rule",
    rules: { a: false, b: true },
    ref: "AAAAAAAA",
  } as const;

  test("say what they hold, and can be taken back after one was set", () => {
    const text = show(scenesScreen({ frame: home, scenes: [scene], mayAct: true, undoable: true }, en));
    expect(text).toContain("movie: 1 group · mode rule · 2 rules");
    expect(text).toContain(`[${en.scenes.undo}]`);
  });

  test("are only shown to people who may not set them", () => {
    const text = show(scenesScreen({ frame: home, scenes: [scene], mayAct: false, undoable: true }, en));
    expect(text).not.toContain("[🎬 movie]");
  });
});

test("maintenance offers what may be done", () => {
  const all = {
    reload: true,
    restart: true,
    upgradeCore: true,
    upgradeUi: true,
    geo: true,
    flushFakeIp: true,
    heapProfile: true,
  };
  const none = Object.fromEntries(Object.keys(all).map((right) => [right, false])) as unknown as typeof all;
  expect(maintenanceScreen(home, all, en).keyboard.flat()).toHaveLength(9);
  expect(show(maintenanceScreen(home, none, en))).toContain(en.maintenance.nothing);
});

test("More leads to what this process can do", () => {
  const offers = { alerts: true, devices: true, scenes: false };
  const text = show(moreScreen({ frame: home, offers, mayMaintain: false, mayAudit: false }, en));
  expect(text).toContain("Providers");
  expect(text).not.toMatch(/Scenes|Maintenance|People|Audit|Config/);
  expect(show(moreScreen({ frame: home, offers, mayMaintain: false, mayAudit: true, knocks: 2 }, en))).toContain(
    "👥 People (2)",
  );
});

test("a question has a way out", () => {
  const screen = askScreen({ frame: home, title: "Rules", prompt: "Send me a part", back: { do: "more" } }, en);
  expect(screen.keyboard.flat().map(({ text }) => text)).toEqual([en.nav.cancel]);
});
