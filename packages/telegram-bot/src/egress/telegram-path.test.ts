import type { Api } from "grammy";
import { expect, test } from "vitest";
import { telegramPath } from "./telegram-path.ts";

test("reaches Telegram where it says who the bot is, and not where it says nothing", async () => {
  const answers = [Promise.resolve({}), Promise.reject(new Error("x"))];
  const api = { getMe: async () => await answers.shift() } as unknown as Api;
  const way = telegramPath({ api, apiRoot: "https://bot.lan:8443", withinMs: 5, renew: () => {} });
  expect(way.host).toBe("bot.lan");
  const { signal } = new AbortController();
  expect([await way.reaches(signal), await way.reaches(signal)]).toEqual([true, false]);
});
