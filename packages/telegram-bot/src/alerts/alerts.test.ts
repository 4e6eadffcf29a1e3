import { describe, expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { deadNode, type FakeAlerts, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { ChatGate } from "../delivery/gate.ts";
import type { Outbox, Outcome } from "../delivery/outbox.ts";
import { locales } from "../locales/index.ts";
import type { Screen } from "../screens/layout.ts";
import { PostOffice } from "./post-office.ts";

const picture = snapshot([group("Proxy", ["HK", "JP"])], [node("HK", null), node("JP", 45)]);

interface Sent {
  readonly to: number;
  readonly text: string;
  readonly edits?: number;
  readonly silent?: true;
  readonly buttons: readonly string[];
}

function office(people: readonly Person[], ...controllerIds: readonly string[]) {
  const alerts: FakeAlerts = fakeAlerts();
  const sent: Sent[] = [];
  const state: { online: boolean; outcome: Outcome | undefined } = { online: true, outcome: undefined };
  const note = (screen: Screen): Pick<Sent, "text" | "buttons"> => ({
    text: screen.text.markup,
    buttons: screen.keyboard.flat().map(({ text }) => text),
  });
  const take = (one: Sent): Outcome => {
    const { outcome } = state;
    if (outcome !== undefined) return outcome;
    sent.push(one);
    return { kind: "sent", messageId: one.edits ?? sent.length };
  };
  const outbox = {
    send: async (to: number, screen: Screen, sound: string) =>
      take({ to, ...note(screen), ...(sound === "silent" ? { silent: true } : {}) }),
    edit: async (to: number, edits: number, screen: Screen) => take({ to, edits, ...note(screen) }),
  } as unknown as Outbox;
  const limits = { burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 };
  const post = new PostOffice({
    people,
    controllers: (controllerIds.length === 0 ? ["home"] : controllerIds).map((id) =>
      pictureOf(id, picture, { alerts }),
    ),
    outbox,
    gateOf: () => new ChatGate(limits),
    localeOf: () => locales.en,
    isOnline: () => state.online,
    retryMs: 5,
    log: logLines(),
  });
  onTestFinished(async () => await post.stop());
  return { alerts, sent, state, post };
}

const admin: Person = { id: 1, role: "admin" };

describe("an alert", () => {
  test("goes to admins and operators who may see the controller, and to nobody else", async () => {
    const { alerts, sent } = office(
      [admin, { id: 2, role: "operator" }, { id: 3, role: "viewer" }, { id: 4, role: "admin", controllers: ["cabin"] }],
      "home",
      "cabin",
    );
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    await vi.waitFor(() => expect(alerts.waiting).toBe(3));
    expect(sent.map(({ to }) => to)).toEqual([1, 2]);
  });

  test("is one message with buttons that mend, written over when it is over", async () => {
    const { alerts, sent } = office([admin]);
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.text).toContain("HK");
    expect(sent[0]?.buttons).toEqual(["🏆 Switch to best", "⚡ Test", "🔕 1 h", "🔕 8 h", "👀 Seen", "📋 All alerts"]);
    alerts.recover("home/node-dead/HK", 1_790_000_060_000);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toMatchObject({ edits: 1, buttons: ["📋 All alerts"] });
    expect(sent[1]?.text).toContain("✅");
  });

  test("that changes is written over without a message, and one that nobody was told of stays untold", async () => {
    const { alerts, sent } = office([admin]);
    alerts.tell({ type: "updated", alert: deadNode("JP") });
    alerts.raise(deadNode("HK"));
    alerts.tell({ type: "updated", alert: deadNode("HK", { count: 3 }) });
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ edits }) => edits)).toEqual([undefined, 1]);
    expect(sent[1]?.text).toContain("3×");
  });

  test("keeps below it what was done about it, also in a message of before the start", async () => {
    const { alerts, sent, post } = office([admin]);
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    post.noted(1, "home/node-dead/HK", 77, "🔕 quiet");
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toMatchObject({ edits: 77 });
    expect(sent[1]?.text).toContain("<b>🔕 quiet</b>");
  });

  test("of little weight makes no sound", async () => {
    const { alerts, sent } = office([admin]);
    alerts.raise(deadNode("HK", { severity: "info" }));
    await vi.waitFor(() => expect(sent[0]?.silent).toBe(true));
  });
});

describe("while Telegram is away", () => {
  test("what is still true is told once it is back, what has passed is not", async () => {
    const { alerts, sent, state } = office([admin]);
    await vi.waitFor(() => expect(alerts.waiting).toBe(1));
    state.online = false;
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(alerts.waiting).toBe(0));
    alerts.recover("home/node-dead/HK", 1_790_000_060_000);
    alerts.raise(deadNode("JP"));
    expect(sent).toEqual([]);
    state.online = true;
    await vi.waitFor(() => expect(sent.map(({ text }) => /HK|JP/.exec(text)?.[0])).toContain("JP"));
    // The end of what nobody was told of comes without a sound, and names how long it was.
    expect(sent.filter(({ silent, text }) => silent !== true && text.includes("HK"))).toEqual([]);
  });

  test("a call that got lost is tried again until it is taken", async () => {
    const { alerts, sent, state } = office([admin]);
    state.outcome = { kind: "network", sent: true };
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(alerts.waiting).toBe(0));
    state.outcome = undefined;
    await vi.waitFor(() => expect(sent).toHaveLength(1));
  });

  test("people who blocked the bot are not tried again", async () => {
    const { alerts, sent, state } = office([admin]);
    state.outcome = { kind: "blocked" };
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(alerts.waiting).toBe(1));
    expect(sent).toEqual([]);
  });
});

test("several at once are one message, with the time of each", async () => {
  const { alerts, sent } = office([admin]);
  alerts.tell({
    type: "digest",
    reason: "away",
    events: [
      { type: "raised", alert: deadNode("HK") },
      { type: "recovered", alert: deadNode("JP", { state: "recovered", until: 1_790_000_060_000 }) },
      { type: "raised", alert: deadNode("US", { controller: "elsewhere" }) },
    ],
  });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.text).toContain("While Telegram was away");
  expect(sent[0]?.text.match(/<tg-time/g)).toHaveLength(2);
  expect(sent[0]?.text).not.toContain("US");
});
