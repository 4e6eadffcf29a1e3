import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { Client, house } from "./support/house.ts";

function stateDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "telegram-settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("what a person sets holds at once, and still does after the bot was started anew", async () => {
  const folder = stateDir();
  const first = await house({ stateDir: folder });
  const ada = new Client(first.api);
  await ada.write("/menu", "Home");
  await ada.go("More", "More");
  await ada.go("Settings", "Language: automatic");
  await ada.go("Time zone", "Send me a city or a zone");
  await ada.write("nowhere", "I know no time zone “nowhere”");
  await ada.go("Time zone", "Send me a city or a zone");
  await ada.write("shanghai", "Time zone: Asia/Shanghai");
  await ada.go("6 rows", "Rows per page: 6");
  await ada.go("name", "Nodes stand: by name");
  await ada.go("Safe switch off", "Safe switch: off");
  const registered = first.api.calls.next("setMyCommands", {
    where: ({ payload }) => payload["language_code"] === undefined,
  });
  await ada.go("中文", "语言：中文");
  await registered;
  expect(ada.user.commands().map(({ description }) => description)).toContain("打开菜单");
  expectNothingRefused(first.api);
  await first.bot.stop();

  const again = await house({ stateDir: folder });
  const later = new Client(again.api);
  await later.write("/settings", "时区：Asia/Shanghai");
  expect(later.console.text).toMatch(/每页行数：6[\s\S]*节点排序：按名称[\s\S]*安全切换：关/);
  await later.go("自动", "Language: automatic");
  await later.go("Time zone", "Send me");
  await later.write("-", "the household's");
});

test("a group's nodes stand in the order that is chosen on its screen", async () => {
  const { api, core } = await house();
  const ada = new Client(api);
  await ada.write("/nodes", "Which group?");
  await ada.go("Streaming", "Tap a node to switch");
  await ada.press("config");
  await ada.seesButton("delay");
  await ada.press("delay");
  await ada.seesButton("↕ 🔤 name");
  const names =
    core.world
      .group("🎬 Streaming")
      ?.members()
      .map(({ name }) => name) ?? [];
  const shown = ada.labels.filter((label) => names.some((name) => label.includes(name.slice(0, 8))));
  const plain = shown.map((label) => label.replace("✅ ", "").replace(/ · .*$/, ""));
  expect(plain.length).toBeGreaterThan(2);
  expect(plain).toEqual(plain.toSorted(new Intl.Collator("en", { numeric: true }).compare));
  expectNothingRefused(api);
});
