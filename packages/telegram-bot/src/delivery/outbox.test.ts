import { Api } from "grammy";
import { describe, expect, test } from "vitest";
import { Outbox } from "./outbox.ts";
import { buttonsFor } from "../screens/kit/keyboard.ts";
import type { Screen } from "../screens/kit/layout.ts";
import { Html, html } from "../text/html.ts";
import { expectNothingRefused, logLines, refusals, telegram } from "../../test/support/bot-api.ts";

const { press } = buttonsFor("HXt3");
const screen = (text: Html): Screen => ({ text, keyboard: [[press("Home", { do: "home" })]] });

async function open() {
  const api = await telegram();
  const user = api.user({ id: 1001, name: "Ada", started: true });
  const log = logLines();
  const outbox = new Outbox(new Api(api.token, { apiRoot: api.url }), log, new AbortController().signal);
  return { api, user, log, outbox };
}

describe("the outbox", () => {
  test("sends and edits markup with its buttons", async () => {
    const { api, user, outbox } = await open();
    const sent = await outbox.send(1001, screen(html`<b>${"<a>"}</b>`));
    expect(sent.kind).toBe("sent");
    const messageId = sent.kind === "sent" ? sent.messageId : 0;
    expect(await outbox.edit(1001, messageId, screen(html`<i>b</i>`))).toEqual({ kind: "sent", messageId });
    expect(user.messages().map(({ html: markup, buttons }) => [markup, buttons[0]?.[0]?.text])).toEqual([
      ["<i>b</i>", "Home"],
    ]);
    expectNothingRefused(api);
  });

  test("names an edit that changes nothing, one of a message that is not there, and a person who blocked the bot", async () => {
    const { user, outbox } = await open();
    const sent = await outbox.send(1001, screen(html`a`));
    const messageId = sent.kind === "sent" ? sent.messageId : 0;
    expect(await outbox.edit(1001, messageId, screen(html`a`))).toEqual({ kind: "not-modified" });
    expect(await outbox.edit(1001, 424_242, screen(html`b`))).toEqual({ kind: "gone" });
    user.block();
    expect(await outbox.send(1001, screen(html`c`))).toEqual({ kind: "blocked" });
  });

  test("sends refused markup as plain text and says so loudly", async () => {
    const { user, log, outbox } = await open();
    await outbox.send(1001, screen(new Html("<b>broken &lt;tag&gt;")));
    expect(user.messages().map(({ text }) => text)).toEqual(["broken <tag>"]);
    expect(log.lines).toEqual([
      expect.stringMatching(/^error A screen's markup was refused.*can't (?:parse entities|find end)/),
    ]);
  });

  test("cuts what is too long for a message", async () => {
    const { api, user, outbox } = await open();
    await outbox.send(1001, screen(html`<b>${"&".repeat(5000)}</b>`));
    expect(user.messages()[0]?.text).toBe("&".repeat(4096));
    expectNothingRefused(api);
  });

  test("leaves out a keyboard that Telegram would refuse and says so loudly", async () => {
    const { api, user, log, outbox } = await open();
    const button = press("x", { do: "home" });
    await outbox.send(1001, { text: html`a`, keyboard: Array.from({ length: 101 }, () => [button]) });
    expect(user.messages()[0]?.buttons).toEqual([]);
    expect(log.lines).toEqual(["error A screen has a keyboard that Telegram would refuse: 101 buttons"]);
    expectNothingRefused(api);
  });

  test("repeats an edit after a network fault, but never a send that may have arrived", async () => {
    const { api, user, outbox } = await open();
    api.faults.add("sendMessage", { kind: "reset", applied: true });
    expect(await outbox.send(1001, screen(html`a`))).toEqual({ kind: "network", sent: true });
    expect(user.messages()).toHaveLength(1);
    const messageId = user.messages()[0]?.messageId ?? 0;
    api.faults.add("editMessageText", { kind: "reset" });
    expect(await outbox.edit(1001, messageId, screen(html`b`))).toEqual({ kind: "sent", messageId });
  });

  test("hands on a flood and a server that is down", async () => {
    const { api, outbox } = await open();
    api.faults.add("sendMessage", { kind: "retry-after", seconds: 7 });
    expect(await outbox.send(1001, screen(html`a`))).toEqual({ kind: "flood", seconds: 7 });
    api.faults.add("sendMessage", { kind: "bad-gateway" });
    expect((await outbox.send(1001, screen(html`a`))).kind).toMatch(/^(?:network|server)$/);
  });

  test("answers a press with at most 200 characters, and an old one without a complaint", async () => {
    const { api, user, log, outbox } = await open();
    const sent = await outbox.send(1001, screen(html`a`));
    const messageId = sent.kind === "sent" ? sent.messageId : 0;
    const pressed = user.press(1001, messageId, "Home");
    const grammy = new Api(api.token, { apiRoot: api.url });
    const [update] = await grammy.getUpdates();
    await outbox.answer(update?.callback_query?.id ?? "", "x".repeat(300));
    expect((await pressed).text).toHaveLength(200);
    await outbox.answer("424242", "too late");
    expect(refusals(api.calls.all)).toEqual([expect.stringContaining("query is too old")]);
    expect(log.lines).toEqual([]);
  });
});
