import { expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { fakeAlerts } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper } from "../../test/support/people.ts";
import { pictureOf, snapshot } from "../../test/support/snapshot.ts";
import { ChatGate } from "../delivery/gate.ts";
import type { Outbox } from "../delivery/outbox.ts";
import { locales } from "../locales/index.ts";
import { defaultSettings } from "../state/settings.ts";
import { html } from "../text/html.ts";
import { PostOffice } from "./post-office.ts";

function open() {
  const chats = chatsOnPaper();
  const sent: (string | undefined)[] = [];
  const outbox = {
    send: async (_: number, __: unknown, sound: string) => {
      sent.push(sound);
      return await Promise.resolve({ kind: "sent", messageId: sent.length });
    },
  } as unknown as Outbox;
  const post = new PostOffice({
    people: [{ id: 1, role: "admin" }],
    controllers: [pictureOf("home", snapshot([], []), { alerts: fakeAlerts() })],
    outbox,
    gateOf: () => new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 }),
    memoryOf: (id) => chats.of(id),
    timeZone: "UTC",
    now: Date.now,
    localeOf: () => locales.en,
    isOnline: () => true,
    retryMs: 5,
    log: logLines(),
  });
  onTestFinished(async () => await post.stop());
  return { post, sent, chats };
}

const draw = (reach: string) => ({ text: html`${reach}`, keyboard: [] });

test("a trial comes as an alert would come now", async () => {
  const { post, sent, chats } = open();
  expect(await post.trial(1, draw)).toBe("sent");
  chats.of(1).set({ sound: "silent" });
  expect(await post.trial(1, draw)).toBe("sent");
  expect(sent).toEqual(["loud", "silent"]);
});

test("a trial is not told where the chat is muted, or where nobody hears of alerts", async () => {
  const { post, sent, chats } = open();
  chats.of(1).set({ alerts: { ...defaultSettings.alerts, mutedUntil: Date.now() + 60_000 } });
  expect(await post.trial(1, draw)).toBe("muted");
  expect(await post.trial(2, draw)).toBe("unsent");
  expect(sent).toEqual([]);
});
