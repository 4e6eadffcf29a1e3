import { describe, expect, it } from "vitest";
import { startClient, type BotClient } from "./bot-client.ts";

const chat = { chat_id: 1001 };
const keyboard = {
  inline_keyboard: [
    [
      { text: "Nodes", callback_data: "n" },
      { text: "Docs", url: "https://example.com" },
    ],
  ],
};

interface SeenPress {
  callback_query: { id: string; data: string; from: { id: number }; message: Record<string, unknown> };
}

async function sendScreen({ must }: BotClient): Promise<number> {
  const sent = await must<{ message_id: number }>("sendMessage", { ...chat, text: "a", reply_markup: keyboard });
  return sent.message_id;
}

async function nextPress({ must }: BotClient): Promise<SeenPress["callback_query"]> {
  const [update] = await must<SeenPress[]>("getUpdates", { offset: -1 });
  if (update === undefined) throw new Error("no press arrived");
  return update.callback_query;
}

describe("a press", () => {
  it("reaches the bot with the message and is answered with a toast", async () => {
    const client = await startClient();
    const messageId = await sendScreen(client);
    const pressed = client.anna.press(1001, messageId, "Nodes");
    const press = await nextPress(client);
    expect(press).toMatchObject({ data: "n", from: { id: 1001 }, message: { message_id: messageId, text: "a" } });
    const answer = { callback_query_id: press.id, text: "done", show_alert: true };
    await client.must("answerCallbackQuery", answer);
    expect(await pressed).toEqual({ text: "done", showAlert: true });
    expect(await client.call("answerCallbackQuery", answer)).toMatchObject({
      status: 400,
      description: "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
  });

  it("that nobody answers ends, and a late answer is too old", async () => {
    const client = await startClient({ limits: { answerWithinMs: 20 } });
    const messageId = await sendScreen(client);
    // It may have ended before the bot's question was even answered.
    const outcome = client.anna.press(1001, messageId, "Nodes").catch(String);
    const press = await nextPress(client);
    expect(await outcome).toContain(`the bot did not answer the press of "n" on message ${messageId}`);
    expect((await client.call("answerCallbackQuery", { callback_query_id: press.id })).description).toMatch(
      /^Bad Request: query is too old/,
    );
  });

  it("may be forged, and on a deleted message names only that", async () => {
    const client = await startClient();
    const messageId = await sendScreen(client);
    await client.must("deleteMessage", { ...chat, message_id: messageId });
    const pressed = client.anna.press(1001, messageId, { data: "forged" });
    const press = await nextPress(client);
    expect(press).toMatchObject({ data: "forged" });
    expect(press.message).toEqual({
      chat: { id: 1001, type: "private", first_name: "Anna" },
      message_id: messageId,
      date: 0,
    });
    await client.must("answerCallbackQuery", { callback_query_id: press.id });
    expect(await pressed).toEqual({ showAlert: false });
  });

  it("needs a button that is there, and a link needs no bot", async () => {
    const client = await startClient();
    const messageId = await sendScreen(client);
    await expect(client.anna.press(1001, messageId, "Nowhere")).rejects.toThrow(
      `message ${messageId} has no button "Nowhere"; it has "Nodes", "Docs"`,
    );
    expect(await client.anna.press(1001, messageId, "Docs")).toEqual({ showAlert: false, url: "https://example.com/" });
  });

  it("has a toast of at most 200 characters", async () => {
    const { call } = await startClient();
    expect((await call("answerCallbackQuery", { callback_query_id: "1", text: "x".repeat(201) })).description).toBe(
      "Bad Request: MESSAGE_TOO_LONG",
    );
  });
});

describe("expectMessage", () => {
  it("finds what is there, waits for what comes, and says what it saw instead", async () => {
    const client = await startClient();
    const messageId = await sendScreen(client);
    expect((await client.anna.expectMessage((message) => message.text === "a")).messageId).toBe(messageId);
    const later = client.anna.expectMessage((message) => message.text === "b");
    await client.must("editMessageText", { ...chat, message_id: messageId, text: "b" });
    expect((await later).edits).toBe(1);
    await expect(client.anna.expectMessage((message) => message.text === "c", { timeoutMs: 5 })).rejects.toThrow(
      'no message matched within 5 ms; the last message is "b"',
    );
  });
});
