import { expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { html } from "../text/html.ts";
import { ChatGate } from "./gate.ts";
import type { Outcome } from "./outbox.ts";
import { Pictures } from "./picture-desk.ts";

const picture = { svg: "<svg/>", caption: { text: html`Traffic`, keyboard: [] } };
const png = new Uint8Array([1]);

/** A desk whose calls get these outcomes one after the other, by a clock of its own. */
function desk(outcomes: readonly Outcome[], draw = async (): Promise<Uint8Array> => png) {
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const left = [...outcomes];
  const calls: string[] = [];
  const hints: string[] = [];
  const next = (call: string): Promise<Outcome> => {
    calls.push(`${Date.now() / 1000} ${call}`);
    return Promise.resolve(left.shift() ?? { kind: "sent", messageId: 9 });
  };
  const log = logLines();
  const ending = new AbortController();
  const gate = new ChatGate({ burst: 9, perMinute: 60, reserve: 0, liveEveryMs: 0 });
  const pictures = new Pictures({
    draw,
    outbox: {
      sendPhoto: async () => await next("send"),
      editPhoto: async (_, messageId) => await next(`edit ${messageId}`),
      drawing: async () => void hints.push("drawing"),
    },
    gateOf: () => gate,
    log,
    signal: ending.signal,
  });
  return { pictures, calls, hints, log, ending };
}

test("a picture is sent, or put in place of the one that is there", async () => {
  const { pictures, calls, hints } = desk([]);
  expect(await pictures.show(1, picture)).toEqual({ kind: "sent", messageId: 9 });
  expect(hints).toEqual(["drawing"]);
  await pictures.show(1, picture, 7);
  expect(calls).toEqual(["0 send", "0 edit 7"]);
  expect(hints).toHaveLength(1);
});

test("one whose message was deleted is sent anew", async () => {
  const { pictures, calls } = desk([{ kind: "gone" }]);
  await pictures.show(1, picture, 7);
  expect(calls).toEqual(["0 edit 7", "0 send"]);
});

test("it keeps to the chat's allowance and to what a 429 asks for, one after the other", async () => {
  const { pictures, calls } = desk([{ kind: "flood", seconds: 3 }]);
  const both = Promise.all([pictures.show(1, picture), pictures.show(1, picture, 7)]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await both).map(({ kind }) => kind)).toEqual(["sent", "sent"]);
  expect(calls).toEqual(["0 send", "3 send", "3 edit 7"]);
});

test("it waits no longer than a person would", async () => {
  const { pictures, calls } = desk([{ kind: "flood", seconds: 60 }]);
  expect(await pictures.show(1, picture)).toEqual({ kind: "flood", seconds: 60 });
  expect(calls).toEqual(["0 send"]);
});

test("the end of the bot ends the waiting", async () => {
  const { pictures, ending } = desk([{ kind: "flood", seconds: 5 }]);
  const shown = pictures.show(1, picture);
  await vi.advanceTimersByTimeAsync(0);
  ending.abort();
  expect((await shown).kind).toBe("flood");
});

test("what cannot be drawn is told to the log, and nothing is sent", async () => {
  const { pictures, calls, log } = desk([], async () => {
    throw new Error("no such thing");
  });
  expect(await pictures.show(1, picture)).toEqual({ kind: "undrawn" });
  expect(log.lines).toEqual(["error A chart could not be drawn: Error: no such thing"]);
  expect(calls).toEqual([]);
});

test("what Telegram refuses is handed on", async () => {
  const { pictures } = desk([{ kind: "blocked" }]);
  expect(await pictures.show(1, picture)).toEqual({ kind: "blocked" });
});
