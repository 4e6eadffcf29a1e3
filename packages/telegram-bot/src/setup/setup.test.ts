import { type BotApi, startBotApi } from "@pointsman/simulator";
import { freePort } from "@pointsman/simulator/testing";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { askTelegram } from "./ask-telegram.ts";
import { pairByCode } from "./pair.ts";

let telegram: BotApi;
beforeEach(async () => {
  telegram = await startBotApi();
  onTestFinished(() => telegram.stop());
});

const line = () => ({ token: telegram.token, apiRoot: telegram.url, way: "direct" });

describe("askTelegram", () => {
  test("tells the bot's name, and makes no call but getMe", async () => {
    expect(await askTelegram(line())).toMatchObject({ ok: true, name: expect.stringMatching(/bot$/i) });
    expect(telegram.calls.all.map(({ method }) => method)).toEqual(["getMe"]);
  });

  test("tells a refused token from an address where nobody is, and from a way that leads nowhere", async () => {
    const wrong = { ...line(), token: "1:wrong-token-with-twenty-or-more" };
    expect(await askTelegram(wrong)).toEqual({ ok: false, problem: "token" });
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    expect(await askTelegram({ ...line(), apiRoot: nowhere })).toEqual({ ok: false, problem: "unreachable" });
    expect(await askTelegram({ ...line(), way: nowhere })).toEqual({ ok: false, problem: "unreachable" });
  });
});

describe("pairByCode", () => {
  const pair = (signal = new AbortController().signal) =>
    pairByCode({ ...line(), code: "123456", welcome: "There you are.", signal });

  test.each(["123456", "123 456", "/start 123456", " 123-456 "])("knows the person who sends %j", async (text) => {
    const pairing = pair();
    const ada = telegram.user({ id: 1001, name: "Ada" });
    ada.send("/start");
    ada.send(text);
    expect(await pairing).toEqual({ ok: true, id: 1001, name: "Ada" });
    expect(ada.messages().at(-1)).toMatchObject({ text: "There you are." });
  });

  test("leaves nothing for the bot that polls next, and no stranger gets an answer", async () => {
    const pairing = pair();
    const stranger = telegram.user({ id: 666, name: "Mallory" });
    stranger.send("hello");
    stranger.send("000000");
    telegram.user({ id: 1001, name: "Ada" }).send("123456");
    await pairing;
    expect(stranger.messages().map(({ text }) => text)).toEqual(["hello", "000000"]);
    const rest = await fetch(`${telegram.url}/bot${telegram.token}/getUpdates`);
    expect(await rest.json()).toMatchObject({ ok: true, result: [] });
  });

  test("a code that was guessed at five times is worth nothing", async () => {
    const pairing = pair();
    const stranger = telegram.user({ id: 666, name: "Mallory" });
    for (let guess = 0; guess < 5; guess++) stranger.send(`00000${guess}`);
    expect(await pairing).toEqual({ ok: false, problem: "guessed" });
  });

  test("ends with its signal, and names what is in the way", async () => {
    const end = new AbortController();
    const pairing = pair(end.signal);
    end.abort();
    expect(await pairing).toEqual({ ok: false, problem: "ended" });
    await fetch(`${telegram.url}/bot${telegram.token}/setWebhook?url=https://example.com/hook`);
    expect(await pair()).toMatchObject({ ok: false, problem: "webhook" });
  });
});
