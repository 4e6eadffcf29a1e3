import type { Controller } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { fakeController } from "../test/support/fake-controller.ts";
import { snapshot } from "../test/support/snapshot.ts";
import type { TelegramConfigInput } from "./config.ts";
import { startBot } from "./start-bot.ts";

const config: TelegramConfigInput = { token: "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", users: { "1": "admin" } };
const guest: TelegramConfigInput["users"] = { "7": { role: "viewer", controllers: ["cabin"] } };
const controllers = new Map<string, Controller>([["home", fakeController("home", snapshot([], [])).controller]]);

describe("starting the bot", () => {
  test.each([
    [
      "a token that is none",
      { ...config, token: "hunter2" },
      controllers,
      "telegram.token must look like 123456789:ABC…",
    ],
    ["nobody", { ...config, users: {} }, controllers, "telegram.users must name at least one person"],
    [
      "an unknown key",
      { ...config, chat: 1 } as TelegramConfigInput,
      controllers,
      'telegram: Unrecognized key: "chat"',
    ],
    ["no controller", config, new Map<string, Controller>(), "telegram: there is no controller to steer"],
    [
      "a controller that is not there",
      { ...config, users: guest },
      controllers,
      'telegram.users.7.controllers names "cabin", which is no controller',
    ],
  ])("with %s is refused in one sentence", async (_, wrong, given, sentence) => {
    const started = startBot({ config: wrong, controllers: given });
    await expect(started).rejects.toThrow(sentence);
    await expect(started).rejects.not.toThrow(/hunter2|\n/);
  });

  test("succeeds while Telegram is out of reach, and stopping says that it never came", async () => {
    const unreachable = { ...config, "api-root": "http://127.0.0.1:9" };
    const bot = await startBot({ config: unreachable, controllers, pace: { retryMs: 10 } });
    await bot.stop();
    expect(await bot.ready).toBe(false);
    expect(bot.health).toBe("stopped");
  });
});
