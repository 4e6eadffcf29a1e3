import { describe, expect, it } from "vitest";
import { createManualClock } from "../../src/clock.ts";
import { realFlood } from "../../src/index.ts";
import { startClient } from "./bot-client.ts";

interface Sent {
  message_id: number;
  edit_date?: number;
}

const chat = { chat_id: 1001 };
const keyboard = { inline_keyboard: [[{ text: "Nodes", callback_data: "n" }]] };

describe("sendMessage", () => {
  it.each([
    [{ text: "" }, "message text is empty"],
    [{ text: "  \n" }, "text must be non-empty"],
    [{ text: "<b></b>", parse_mode: "HTML" }, "text must be non-empty"],
    [{ text: "x".repeat(4097) }, "message is too long"],
    [{ text: "HK <01>", parse_mode: "HTML" }, 'can\'t parse entities: Unsupported start tag "01" at byte offset 3'],
    [
      { text: "x", reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "香".repeat(22) }]] } },
      "BUTTON_DATA_INVALID",
    ],
    [{ text: "x", chat_id: 5 }, "chat not found"],
    [{ text: "x", chat_id: "" }, "chat_id is empty"],
    [{ text: "x", reply_parameters: { message_id: 99 } }, "message to be replied not found"],
  ])("refuses %j", async (payload, reason) => {
    const { call } = await startClient();
    expect(await call("sendMessage", { ...chat, ...payload })).toMatchObject({
      status: 400,
      description: `Bad Request: ${reason}`,
    });
  });

  it("measures the text after the tags are gone, in UTF-16 units", async () => {
    const { call } = await startClient();
    const fits = `<b>${"😀".repeat(2048)}</b>`;
    expect(await call("sendMessage", { ...chat, text: fits, parse_mode: "HTML" })).toMatchObject({ ok: true });
    expect(await call("sendMessage", { ...chat, text: `${fits}.`, parse_mode: "HTML" })).toMatchObject({ ok: false });
  });

  it("shows the person what a client would show", async () => {
    const { anna, must } = await startClient();
    await must("sendMessage", {
      ...chat,
      text: "<b>Hi</b> &amp; <code>HK</code>",
      parse_mode: "HTML",
      reply_markup: keyboard,
      disable_notification: true,
    });
    expect(anna.messages()).toMatchObject([
      {
        from: "bot",
        text: "Hi & HK",
        html: "<b>Hi</b> &amp; <code>HK</code>",
        buttons: [[{ text: "Nodes" }]],
        isSilent: true,
        edits: 0,
      },
    ]);
  });

  it("answers another message, or leaves that out when it is gone and may be", async () => {
    const { anna, must } = await startClient();
    const { messageId } = anna.send("question");
    await must("sendMessage", { ...chat, text: "answer", reply_parameters: { message_id: messageId } });
    await must("sendMessage", {
      ...chat,
      text: "too late",
      reply_parameters: { message_id: 99, allow_sending_without_reply: true },
    });
    expect(anna.messages().map((message) => message.replyTo)).toEqual([undefined, messageId, undefined]);
  });
});

describe("edits", () => {
  it("change text and keyboard in place", async () => {
    const { anna, must } = await startClient();
    const { message_id } = await must<Sent>("sendMessage", { ...chat, text: "a", reply_markup: keyboard });
    const edited = await must<Sent>("editMessageText", { ...chat, message_id, text: "b" });
    expect(edited.edit_date).toBeTypeOf("number");
    expect(anna.messages()).toMatchObject([{ messageId: message_id, text: "b", buttons: [], edits: 1 }]);
    await must("editMessageReplyMarkup", { ...chat, message_id, reply_markup: keyboard });
    expect(anna.messages()).toMatchObject([{ text: "b", buttons: keyboard.inline_keyboard, edits: 2 }]);
  });

  it("that change nothing are refused, entities and keyboard included in the comparison", async () => {
    const { call, must } = await startClient();
    const content = { ...chat, text: "<b>a</b>", parse_mode: "HTML", reply_markup: keyboard };
    const { message_id } = await must<Sent>("sendMessage", content);
    expect(await call("editMessageText", { ...content, message_id })).toMatchObject({
      status: 400,
      description:
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    });
    expect(await call("editMessageText", { ...content, message_id, text: "a" })).toMatchObject({ ok: true });
  });

  it("of what is gone, foreign or no text are refused", async () => {
    const { anna, call, must } = await startClient();
    const { message_id } = await must<Sent>("sendMessage", { ...chat, text: "a" });
    const foreign = anna.send("mine").messageId;
    const edit = async (id: number) =>
      (await call("editMessageText", { ...chat, message_id: id, text: "b" })).description;
    expect(await edit(foreign)).toBe("Bad Request: message can't be edited");
    await must("deleteMessage", { ...chat, message_id });
    expect(await edit(message_id)).toBe("Bad Request: message to edit not found");
    expect((await call("editMessageText", { inline_message_id: "x", text: "b" })).description).toBe(
      "Bad Request: MESSAGE_ID_INVALID",
    );
  });

  it("leave the updates that were sent before as they were", async () => {
    const { anna, must } = await startClient();
    const { message_id } = await must<Sent>("sendMessage", { ...chat, text: "before", reply_markup: keyboard });
    const pressed = anna.press(1001, message_id, "Nodes");
    await must("editMessageText", { ...chat, message_id, text: "after" });
    const [update] = await must<{ callback_query: { id: string; message: { text: string } } }[]>("getUpdates");
    expect(update?.callback_query.message.text).toBe("before");
    await must("answerCallbackQuery", { callback_query_id: update?.callback_query.id });
    await pressed;
  });
});

describe("deleting, pinning, reacting", () => {
  it("deletes what is younger than two days", async () => {
    const clock = createManualClock();
    const { anna, call, must } = await startClient({ clock });
    const ids = [];
    for (const text of ["a", "b", "c"]) ids.push((await must<Sent>("sendMessage", { ...chat, text })).message_id);
    await must("deleteMessages", { ...chat, message_ids: [ids[0], 999] });
    expect(anna.messages().map((message) => message.text)).toEqual(["b", "c"]);
    await clock.advance(48 * 60 * 60 * 1000 + 1);
    expect((await call("deleteMessage", { ...chat, message_id: ids[1] })).description).toBe(
      "Bad Request: message can't be deleted",
    );
    expect((await call("deleteMessage", { ...chat, message_id: 999 })).description).toBe(
      "Bad Request: message to delete not found",
    );
  });

  it("pins with a line in the chat, and unpins", async () => {
    const { anna, call, must } = await startClient();
    const { message_id } = await must<Sent>("sendMessage", { ...chat, text: "dashboard" });
    await must("pinChatMessage", { ...chat, message_id, disable_notification: true });
    expect(anna.messages()).toMatchObject([{ isPinned: true }, { pinnedMessageId: message_id }]);
    expect(await must("getChat", chat)).toMatchObject({ id: 1001, pinned_message: { message_id } });
    await must("unpinChatMessage", chat);
    expect(anna.messages()[0]?.isPinned).toBe(false);
    expect((await call("unpinChatMessage", chat)).description).toBe("Bad Request: message to unpin not found");
  });

  it("reacts with one emoji", async () => {
    const { anna, call, must } = await startClient();
    const { messageId } = anna.send("/flush");
    await must("setMessageReaction", { ...chat, message_id: messageId, reaction: [{ type: "emoji", emoji: "👌" }] });
    expect(anna.messages()[0]?.reactions).toEqual(["👌"]);
    const two = [
      { type: "emoji", emoji: "👌" },
      { type: "emoji", emoji: "🔥" },
    ];
    expect((await call("setMessageReaction", { ...chat, message_id: messageId, reaction: two })).description).toBe(
      "Bad Request: REACTIONS_TOO_MANY",
    );
  });

  it("takes only known chat actions", async () => {
    const { call } = await startClient();
    expect(await call("sendChatAction", { ...chat, action: "typing" })).toMatchObject({ ok: true });
    expect((await call("sendChatAction", { ...chat, action: "dancing" })).description).toBe(
      "Bad Request: wrong parameter action in request",
    );
  });
});

describe("flood control", () => {
  it("counts edits as sends, and answers to presses not at all", async () => {
    const clock = createManualClock();
    const { call, must } = await startClient({ clock, limits: { flood: realFlood } });
    const { message_id } = await must<Sent>("sendMessage", { ...chat, text: "0" });
    for (const text of ["1", "2", "3", "4"]) await must("editMessageText", { ...chat, message_id, text });
    expect(await call("editMessageText", { ...chat, message_id, text: "5" })).toMatchObject({
      status: 429,
      retryAfter: "1",
      description: "Too Many Requests: retry after 1",
      parameters: { retry_after: 1 },
    });
    expect((await call("answerCallbackQuery", { callback_query_id: "1" })).status).toBe(400);
    await clock.advance(1000);
    await must("editMessageText", { ...chat, message_id, text: "5" });
  });
});

describe("commands and profile", () => {
  it("keeps lists by scope and language, as the person's menu shows", async () => {
    const { anna, call, must } = await startClient();
    const scope = { type: "chat", chat_id: 1001 };
    await must("setMyCommands", { commands: [{ command: "menu", description: "Home" }], scope });
    await must("setMyCommands", { commands: [{ command: "menu", description: "主页" }], scope, language_code: "zh" });
    expect(await must("getMyCommands", { scope, language_code: "zh" })).toEqual([
      { command: "menu", description: "主页" },
    ]);
    expect(await must("getMyCommands")).toEqual([]);
    expect(anna.commands()).toEqual([{ command: "menu", description: "Home" }]);
    await must("deleteMyCommands", { scope });
    expect(anna.commands()).toEqual([]);
    const unknown = { commands: [], scope: { type: "chat", chat_id: 5 } };
    expect((await call("setMyCommands", unknown)).description).toBe("Bad Request: chat not found");
    expect((await call("setMyCommands", { commands: [], language_code: "zh-hans" })).description).toBe(
      "Bad Request: LANG_CODE_INVALID",
    );
    expect((await call("setMyCommands", { commands: [], scope: { type: "town" } })).description).toBe(
      "Bad Request: can't parse BotCommandScope: Unsupported type specified",
    );
  });

  it("keeps descriptions and the menu button", async () => {
    const { must } = await startClient();
    await must("setMyDescription", { description: "steers", language_code: "en" });
    expect(await must("getMyDescription", { language_code: "en" })).toEqual({ description: "steers" });
    await must("setChatMenuButton", { menu_button: { type: "default" } });
    expect(await must("getChatMenuButton")).toEqual({ type: "default" });
    expect(await must("logOut")).toBe(true);
  });
});
