import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { expectNothingRefused } from "./support/bot-api.ts";
import { botFor, Client, house } from "./support/house.ts";

test("each group's own way back outlives the bot", async () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), "telegram-undo-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  const { core, api, bot } = await house({ stateDir });
  const before = new Client(api);
  const uses = (group: string): string | undefined => core.world.group(group)?.current().name;
  const was = uses("🎬 Streaming") ?? "";
  await before.write("/nodes", "Which group?");
  await before.go("Streaming", "Tap a node to switch");
  await before.go(/^🇭🇰 HK 02/, "Now: 🇭🇰 HK 02");
  await before.write("/nodes", "Which group?");
  await before.go(/^♻️ Auto/, "the fastest is chosen");
  await before.go(/^🇭🇰 HK 03/, "📌 pinned");
  await bot.stop();

  const later = await botFor(core, { stateDir });
  const ada = new Client(later.api);
  await ada.write("/menu", "Home");
  expect(ada.labels[0]).toBe("↩️ Undo: ♻️ Auto → automatic");
  await ada.write("/nodes", "Which group?");
  await ada.go("Streaming", "Tap a node to switch");
  await ada.go("↩️ Undo", `Now: ${was}`);
  expect(uses("🎬 Streaming")).toBe(was);
  expect(ada.labels.join()).not.toContain("Undo");
  expectNothingRefused(api);
  expectNothingRefused(later.api);
});
