import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startBot } from "../src/index.ts";
import { logLines, refusals } from "./support/bot-api.ts";
import { Client, house, quick } from "./support/house.ts";

test("a dashboard goes on in a pinned message beside the console, over a restart of the bot, until it is ended", async () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), "telegram-pinned-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  const pace = { ...quick, pinnedFrameMs: 50 };
  const { core, api, bot, controllers } = await house({ stateDir, pace });
  const ada = new Client(api);
  await ada.write("/dash", "Dashboard");
  expect(await ada.press("Keep it live")).toMatch(/^📌 It is pinned/);
  const pinned = await ada.sees("📌 Dashboard");
  const [call] = api.calls.of("pinChatMessage");
  expect(call?.payload).toMatchObject({ message_id: pinned.messageId, disable_notification: true });

  const shows = async (text: RegExp) =>
    await ada.user.expectMessage((message) => message.messageId === pinned.messageId && text.test(message.text));
  await ada.write("/mode", "Now: rule");
  core.world.traffic.open({ host: "a.test", sourceIP: "192.168.1.20" });
  await shows(/Connections: 1/);
  expect(ada.console.text).toContain("Now: rule");

  await bot.stop();
  const later = await startBot({
    config: { token: api.token, "api-root": api.url, users: { "1001": "admin" } },
    controllers,
    log: logLines(),
    stateDir,
    pace,
  });
  onTestFinished(async () => await later.stop());
  await later.ready;
  core.world.traffic.open({ host: "b.test", sourceIP: "192.168.1.20" });
  await shows(/Connections: 2/);

  const end = pinned.buttons.flat().find(({ text }) => text.includes("End it"));
  await ada.user.press(pinned.chatId, pinned.messageId, { data: end?.callback_data ?? "" });
  await shows(/This one is not live any more/);
  const before = api.calls.of("editMessageText").filter(({ payload }) => payload["message_id"] === pinned.messageId);
  await later.settled();
  expect(api.calls.of("unpinChatMessage")).toHaveLength(1);
  expect(
    api.calls.of("editMessageText").filter(({ payload }) => payload["message_id"] === pinned.messageId),
  ).toHaveLength(before.length);
  // Where nothing changed since the bot was there before, the first frame is what stands there already.
  expect(refusals(api.calls.all).filter((one) => !/not modified|terminated by other getUpdates/.test(one))).toEqual([]);
});
