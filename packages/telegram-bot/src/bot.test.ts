import type { BotApi } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { logLines, telegram } from "../test/support/bot-api.ts";
import { fakeController } from "../test/support/fake-controller.ts";
import { chatsOnPaper, peopleOnPaper } from "../test/support/people.ts";
import { snapshot } from "../test/support/snapshot.ts";
import { Door } from "./alerts/door.ts";
import { TelegramBot } from "./bot.ts";
import { telegramConfig } from "./config.ts";
import { defaultPace } from "./polling/pace.ts";

function botOn(api: BotApi): TelegramBot {
  const config = telegramConfig.parse({ token: api.token, "api-root": api.url, users: { "1001": "viewer" } });
  const controllers = new Map([["home", fakeController("home", snapshot([], [])).controller]]);
  return new TelegramBot({
    config,
    controllers,
    log: logLines(),
    pace: defaultPace,
    people: peopleOnPaper({ id: 1001, role: "viewer" }),
    chats: chatsOnPaper(),
    door: new Door({ file: undefined, log: logLines() }),
    timeZone: undefined,
    audit: undefined,
    surroundings: {},
  });
}

async function open() {
  const api = await telegram();
  return { api, ada: api.user({ id: 1001, name: "Ada" }), bot: botOn(api) };
}

test("is ready when it polls, registers commands at the first sign of a person, and ends with its scope", async () => {
  const { api, ada, bot } = await open();
  {
    await using running = bot;
    expect(await running.ready).toBe(true);
    expect(running.health).toBe("online");
    expect(api.calls.of("setMyCommands")).toEqual([]);
    const registered = api.calls.next("setMyCommands", { where: ({ payload }) => payload["language_code"] === "zh" });
    ada.send("/menu");
    await registered;
    expect(ada.commands().map(({ command }) => command)).not.toContain("use");
  }
  expect(bot.health).toBe("stopped");
});

test("commands that are already right are not registered again", async () => {
  const { api, ada, bot } = await open();
  await bot.ready;
  const registered = api.calls.next("setMyCommands", { where: ({ payload }) => payload["language_code"] === "zh" });
  ada.send("/menu");
  await registered;
  await bot.stop();
  await bot.stop();
  const again = botOn(api);
  await again.ready;
  api.calls.clear();
  const read = api.calls.next("getMyCommands", { where: ({ payload }) => payload["language_code"] === "zh" });
  ada.send("/menu");
  await read;
  await again.stop();
  expect(api.calls.of("setMyCommands")).toEqual([]);
});
