import { describe, expect, it } from "vitest";
import { startClient } from "./bot-client.ts";

interface SeenUpdate {
  update_id: number;
  message?: { text: string; entities?: unknown };
  my_chat_member?: { new_chat_member: { status: string } };
  edited_message?: { text: string };
}

describe("getUpdates", () => {
  it("waits for a message and brings it with its command marked", async () => {
    const { anna, must } = await startClient();
    const poll = must<SeenUpdate[]>("getUpdates", { timeout: 30 });
    anna.send("/menu now");
    expect((await poll)[0]?.message).toMatchObject({
      text: "/menu now",
      from: { id: 1001, first_name: "Anna", language_code: "en" },
      chat: { id: 1001, type: "private" },
      entities: [{ type: "bot_command", offset: 0, length: 5 }],
    });
  });

  it("refuses the first of two polls", async () => {
    const { api, anna, call, must } = await startClient();
    const first = call("getUpdates", { timeout: 30 });
    await expect.poll(() => api.calls.of("getUpdates").length).toBe(1);
    const second = must<SeenUpdate[]>("getUpdates", { timeout: 30 });
    expect(await first).toMatchObject({
      status: 409,
      description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    });
    anna.send("x");
    expect(await second).toHaveLength(1);
  });

  it("is refused while a webhook is set, and works again without", async () => {
    const { anna, call, must } = await startClient();
    anna.send("x");
    await must("setWebhook", { url: "https://example.com/hook" });
    expect(await must("getWebhookInfo")).toMatchObject({ url: "https://example.com/hook", pending_update_count: 1 });
    expect(await call("getUpdates")).toMatchObject({
      status: 409,
      description: expect.stringMatching(/^Conflict: can't use getUpdates method while webhook is active/) as unknown,
    });
    await must("deleteWebhook", { drop_pending_updates: true });
    expect(await must("getUpdates")).toEqual([]);
  });

  it("replays on demand, and delivers what a test makes up", async () => {
    const { api, anna, must } = await startClient();
    anna.send("once");
    const [first] = await must<SeenUpdate[]>("getUpdates");
    const offset = (first?.update_id ?? 0) + 1;
    await must("getUpdates", { offset });
    api.replay(1);
    expect(await must("getUpdates", { offset })).toEqual([first]);
    api.deliver("channel_post", { message_id: 5, date: 0, chat: { id: -5, type: "channel" }, text: "news" });
    expect(await must("getUpdates", { offset })).toMatchObject([{ channel_post: { text: "news" } }]);
  });
});

describe("people", () => {
  it("must write first", async () => {
    const { api, call } = await startClient();
    const ben = api.user({ id: 1002, name: "Ben" });
    const payload = { chat_id: 1002, text: "hello" };
    expect(await call("sendMessage", payload)).toMatchObject({
      status: 400,
      description: "Bad Request: chat not found",
    });
    ben.send("/start");
    expect(await call("sendMessage", payload)).toMatchObject({ ok: true });
  });

  it("who block the bot are told of once and cannot be written to", async () => {
    const { anna, call, must } = await startClient();
    anna.block();
    expect((await must<SeenUpdate[]>("getUpdates"))[0]?.my_chat_member?.new_chat_member.status).toBe("kicked");
    expect(await call("sendMessage", { chat_id: 1001, text: "x" })).toMatchObject({
      status: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    anna.unblock();
    expect(await call("sendMessage", { chat_id: 1001, text: "x" })).toMatchObject({ ok: true });
    anna.deactivate();
    expect(await call("sendMessage", { chat_id: 1001, text: "x" })).toMatchObject({
      description: "Forbidden: user is deactivated",
    });
  });

  it("may edit what they wrote", async () => {
    const { anna, must } = await startClient();
    const { messageId } = anna.send("frist");
    anna.edit(messageId, "first");
    expect((await must<SeenUpdate[]>("getUpdates"))[1]?.edited_message?.text).toBe("first");
  });
});

describe("groups", () => {
  it("let the bot hear only what is meant for it", async () => {
    const { api, anna, must } = await startClient();
    const group = api.chat({ id: -500, type: "group", title: "Family", members: [1001] });
    const { message_id } = await must<{ message_id: number }>("sendMessage", { chat_id: group.id, text: "here" });
    for (const text of ["hello", "/menu", "/menu@other_bot", "@pointsman_sim_bot hi"])
      anna.send(text, { chatId: group.id });
    anna.send("yes", { chatId: group.id, replyTo: message_id });
    const updates = await must<SeenUpdate[]>("getUpdates");
    expect(updates.map((update) => update.message?.text)).toEqual(["/menu", "@pointsman_sim_bot hi", "yes"]);
  });

  it("that threw the bot out refuse it, and a supergroup has a new id", async () => {
    const { api, call } = await startClient();
    const group = api.chat({ id: -500, type: "group", title: "Family", members: [1001] });
    group.kickBot();
    const payload = { chat_id: -500, text: "x" };
    expect(await call("sendMessage", payload)).toMatchObject({
      description: "Forbidden: bot was kicked from the group chat",
    });
    group.addBot();
    group.migrateTo(-1_000_000_000_500);
    expect(await call("sendMessage", payload)).toMatchObject({
      status: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: -1_000_000_000_500 },
    });
    expect(await call("sendMessage", { ...payload, chat_id: -1_000_000_000_500 })).toMatchObject({ ok: true });
    expect(await call("leaveChat", { chat_id: -1_000_000_000_500 })).toMatchObject({ ok: true });
    expect(await call("sendMessage", { ...payload, chat_id: -1_000_000_000_500 })).toMatchObject({
      description: "Forbidden: bot is not a member of the supergroup chat",
    });
  });
});
