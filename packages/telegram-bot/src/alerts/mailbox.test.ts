import { describe, expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { deadNode, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper } from "../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import { ChatGate } from "../delivery/gate.ts";
import type { Outbox } from "../delivery/outbox.ts";
import { type Locale, locales } from "../locales/index.ts";
import type { Screen } from "../screens/kit/layout.ts";
import { Mailbox } from "./mailbox.ts";

const picture = snapshot([group("Proxy", ["HK", "JP"])], [node("HK", null), node("JP", 45)]);

function open() {
  const sent: string[] = [];
  const log = logLines();
  const state: { t: Locale } = { t: locales.en };
  const alerts = fakeAlerts(deadNode("HK"));
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const take = async (_: unknown, screen: Screen) => {
    sent.push(screen.text.markup);
    return { kind: "sent", messageId: sent.length } as const;
  };
  const mailbox = new Mailbox({
    person: { id: 1, role: "admin" },
    memory: chatsOnPaper().of(1),
    controllers: [pictureOf("home", picture, { alerts })],
    outbox: {
      send: take,
      edit: async (to: number, _: number, screen: Screen) => await take(to, screen),
    } as unknown as Outbox,
    gate: new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 }),
    localeOf: () => state.t,
    isOnline: () => true,
    retryMs: 5,
    now: Date.now,
    log,
    signal: ending.signal,
  });
  return { mailbox, sent, log, state };
}

describe("an alert that cannot be drawn", () => {
  // As a bug of ours would have it.
  const broken: Locale = { ...locales.en, alerts: undefined as never };
  const complaint = /^error An alert could not be told to 1: /;

  test("is a line in the log, and the next one is told all the same", async () => {
    const { mailbox, sent, log, state } = open();
    state.t = broken;
    await mailbox.deliver({ type: "raised", alert: deadNode("HK") });
    expect(log.lines).toEqual([expect.stringMatching(complaint)]);
    state.t = locales.en;
    await mailbox.deliver({ type: "raised", alert: deadNode("JP") });
    expect(sent).toEqual([expect.stringContaining("JP")]);
  });

  test("ends no process where nobody waits for it", async () => {
    const { mailbox, sent, log, state } = open();
    await mailbox.deliver({ type: "raised", alert: deadNode("HK") });
    expect(sent).toHaveLength(1);
    state.t = broken;
    mailbox.noted("home/node-dead/HK", 1, "🔕 quiet");
    mailbox.back(7_200_000);
    await vi.waitFor(() => expect(log.lines).toHaveLength(2));
    expect(log.lines).toEqual([expect.stringMatching(complaint), expect.stringMatching(complaint)]);
  });
});
