import { Bot } from "grammy";
import { expect, test, vi } from "vitest";
import { logLines } from "../test/support/bot-api.ts";
import { localeFor } from "./locales/index.ts";
import { compose } from "./middleware.ts";
import type { Router } from "./router.ts";
import { Strangers } from "./strangers.ts";

const botInfo = { id: 9, is_bot: true, first_name: "Bot", username: "bot" } as never;
const ada = { id: 1, is_bot: false, first_name: "Ada", language_code: "zh-hans" };
const chat = { id: 1, type: "private", first_name: "Ada" } as const;
const message = { message_id: 5, date: 1, chat, from: ada, text: "/menu" };

function open() {
  const seen: unknown[] = [];
  const met: number[] = [];
  const knocks: unknown[] = [];
  const log = logLines();
  const bot = new Bot("1:A", { botInfo });
  const router = {
    press: async (from: { t: { tag: string } }, press: { data: string }, late: boolean) =>
      seen.push([from.t.tag, press.data, late]),
    text: async (from: { t: { tag: string } }, text: string, late: boolean) => seen.push([from.t.tag, text, late]),
  } as unknown as Router;
  const admit = compose(bot, {
    localeOf: (_, code) => localeFor("auto", code),
    knows: (id) => id === 1,
    knock: ({ id, name }, text) => {
      knocks.push([id, name, text]);
      return text === "/start open";
    },
    strangers: new Strangers(log),
    router,
    isLate: (update) => update.update_id === 99,
    onFirst: (id) => met.push(id),
  });
  const handed = vi.spyOn(bot, "handleUpdate");
  const handle = async (update: object, id = 1) => await admit({ update_id: id, ...update });
  return { seen, met, knocks, log, handed, handle };
}

test("texts and presses of people in the config reach the router, in their language", async () => {
  const { seen, met, handle } = open();
  await handle({ message });
  await handle({ callback_query: { id: "1", from: ada, chat_instance: "x", data: "1:wfWp:hm", message } }, 99);
  expect(seen).toEqual([
    ["zh", "/menu", false],
    ["zh", "1:wfWp:hm", true],
  ]);
  expect(met).toEqual([1]);
});

test.each([
  ["a stranger", { message: { ...message, from: { ...ada, id: 2 }, chat: { ...chat, id: 2 } } }],
  ["a bot", { message: { ...message, from: { ...ada, is_bot: true } } }],
  ["a group", { message: { ...message, chat: { id: -5, type: "group", title: "Family" } } }],
  ["a channel", { channel_post: { ...message, from: undefined, chat: { id: -6, type: "channel", title: "News" } } }],
  [
    "a forwarded command",
    { message: { ...message, forward_origin: { type: "hidden_user", sender_user_name: "x", date: 1 } } },
  ],
  ["another bot's text", { message: { ...message, via_bot: botInfo } }],
  ["an edited message", { edited_message: message }],
  ["a photo", { message: { ...message, text: undefined, photo: [] } }],
  [
    "a press on an inline message",
    { callback_query: { id: "1", from: ada, chat_instance: "x", data: "x", inline_message_id: "y" } },
  ],
])("%s is met with silence", async (_, update) => {
  const { seen, handle } = open();
  await handle(update);
  expect(seen).toEqual([]);
});

test("a stranger who writes alone and in person knocks; nothing else does", async () => {
  const { knocks, seen, handed, handle } = open();
  const eve = { ...ada, id: 2, first_name: "Eve", last_name: "Adams" };
  const alone = { ...message, from: eve, chat: { ...chat, id: 2 }, text: "hello" };
  await handle({ message: alone });
  await handle({ message: { ...alone, forward_origin: { type: "hidden_user", sender_user_name: "x", date: 1 } } });
  await handle({ message: { ...alone, chat: { id: -5, type: "group", title: "Family" } } });
  await handle({ callback_query: { id: "1", from: eve, chat_instance: "x", data: "1:wfWp:hm", message: alone } });
  expect(knocks).toEqual([[2, "Eve Adams", "hello"]]);
  expect(seen).toEqual([]);
  // Not even grammY hears of them: its objects for each update of a flood would be a hundred megabytes of garbage.
  expect(handed).not.toHaveBeenCalled();
});

test("a stranger whose knock opens is let through at once", async () => {
  const { met, seen, handle } = open();
  await handle({ message: { ...message, from: { ...ada, id: 2 }, chat: { ...chat, id: 2 }, text: "/start open" } });
  expect([met, seen]).toEqual([[2], [["zh", "/start open", false]]]);
});
