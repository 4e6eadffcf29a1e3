import { describe, expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { deadNode, type FakeAlerts, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper } from "../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { ChatGate } from "../delivery/gate.ts";
import type { Outbox, Outcome } from "../delivery/outbox.ts";
import { locales } from "../locales/index.ts";
import type { Screen } from "../screens/kit/layout.ts";
import type { Chats } from "../state/chats.ts";
import { defaultSettings } from "../state/settings.ts";
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
  return officeWith({ people, controllerIds });
}

interface OfficeOptions {
  readonly people: readonly Person[];
  readonly controllerIds?: readonly string[];
  /** What is true when the office opens. */
  readonly alerts?: FakeAlerts;
  readonly chats?: Chats;
}

function officeWith({ people, controllerIds = [], alerts = fakeAlerts(), chats = chatsOnPaper() }: OfficeOptions) {
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
    memoryOf: (id) => chats.of(id),
    timeZone: "UTC",
    now: Date.now,
    localeOf: () => locales.en,
    isOnline: () => state.online,
    retryMs: 5,
    log: logLines(),
  });
  onTestFinished(async () => await post.stop());
  return { alerts, sent, state, post, chats };
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
    expect(sent[0]?.buttons).toEqual([
      "🏆 Switch to best",
      "⚡ Test",
      "🔕 1 h",
      "🔕 8 h",
      "👀 Seen",
      "🧭 Open",
      "📋 All alerts",
    ]);
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
    const { alerts, sent, state, chats } = office([admin]);
    state.online = false;
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual(["home/node-dead/HK"]));
    alerts.recover("home/node-dead/HK", 1_790_000_060_000);
    alerts.raise(deadNode("JP"));
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual(["home/node-dead/JP"]));
    expect(sent).toEqual([]);
    state.online = true;
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    // One alone comes with the buttons that mend it.
    expect(sent[0]?.text).toContain("JP");
    expect(sent[0]?.buttons).toContain("🏆 Switch to best");
  });

  test("a call that got lost is tried again until it is taken", async () => {
    const { alerts, sent, state, chats } = office([admin]);
    state.outcome = { kind: "network", sent: true };
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual(["home/node-dead/HK"]));
    state.outcome = undefined;
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual([]));
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

describe("a chat's wishes", () => {
  test("decide what is told, and with what sound", async () => {
    const { alerts, sent, chats } = office([admin]);
    chats.of(1).set({ alerts: { ...defaultSettings.alerts, families: { nodes: "off" }, from: "warning" } });
    alerts.raise(deadNode("HK"));
    const lost = {
      key: "home/core-lost",
      kind: "core-lost",
      severity: "critical",
      data: { reason: "timeout", restarted: false },
    } as const;
    alerts.raise({ ...deadNode("x"), ...lost });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.text).not.toContain("HK");
    expect(sent[0]?.silent).toBeUndefined();
    chats.of(1).set({ alerts: { ...defaultSettings.alerts, families: { nodes: "silent" } } });
    alerts.raise(deadNode("JP"));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.silent).toBe(true);
  });

  test("for silence hold what comes, and then tell what is still true as one message", async () => {
    const { alerts, sent, chats } = office([admin]);
    const { alerts: wishes } = defaultSettings;
    chats.of(1).set({ alerts: { ...wishes, mutedUntil: Date.now() + 3_600_000 } });
    for (const node of ["HK", "JP", "US"]) alerts.raise(deadNode(node));
    alerts.recover("home/node-dead/JP", 1_790_000_060_000);
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual(["home/node-dead/HK", "home/node-dead/US"]));
    expect(sent).toEqual([]);
    chats.of(1).set({ alerts: { ...wishes, mutedUntil: 0 } });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.text).toMatch(/While this chat was muted[\s\S]*HK[\s\S]*US/);
    expect(sent[0]?.text).not.toContain("JP");
    expect(chats.of(1).mail.missed).toEqual([]);
  });
});

describe("after an outage of Telegram", () => {
  test("what was missed comes as one message that says how long it was", async () => {
    const { alerts, sent, state, post, chats } = office([admin]);
    state.online = false;
    for (const node of ["JP", "HK"]) alerts.raise(deadNode(node));
    alerts.recover("home/node-dead/JP", 1_790_000_060_000);
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toEqual(["home/node-dead/HK"]));
    post.back(7_500_000);
    state.online = true;
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.text).toMatch(/While Telegram was away \(2 h 5 min\)[\s\S]*HK/);
    expect(sent[0]?.text).not.toContain("JP");
  });

  test("a long one is told even where nothing was missed, without a sound; a short one is not", async () => {
    const { sent, post } = office([admin]);
    post.back(60_000);
    post.back(7_200_000);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ silent: true });
    expect(sent[0]?.text).toMatch(/\(2 h\)[\s\S]*Nothing was missed\./);
  });

  test("the end of what stood in the chat before it is written over the original", async () => {
    const { alerts, sent, state, chats } = office([admin]);
    alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(Object.keys(chats.of(1).mail.posted)).toHaveLength(1));
    state.online = false;
    alerts.recover("home/node-dead/HK", 1_790_000_060_000);
    await vi.waitFor(() => expect(chats.of(1).mail.missed).toHaveLength(1));
    expect(sent).toHaveLength(1);
    state.online = true;
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toMatchObject({ edits: 1, buttons: ["📋 All alerts"] });
  });
});

describe("a later process", () => {
  test("writes over the messages of the one before", async () => {
    const first = office([admin]);
    first.alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(first.sent).toHaveLength(1));
    await vi.waitFor(() => expect(Object.keys(first.chats.of(1).mail.posted)).toHaveLength(1));
    await first.post.stop();
    const later = officeWith({ people: [admin], chats: first.chats, alerts: fakeAlerts(deadNode("HK")) });
    later.alerts.recover("home/node-dead/HK", 1_790_000_060_000);
    await vi.waitFor(() => expect(later.sent).toHaveLength(1));
    expect(later.sent[0]).toMatchObject({ edits: 1, buttons: ["📋 All alerts"] });
  });

  test("closes what ended while nobody was there, and tells what could not be told any more", async () => {
    const first = office([admin]);
    first.alerts.raise(deadNode("HK"));
    await vi.waitFor(() => expect(Object.keys(first.chats.of(1).mail.posted)).toHaveLength(1));
    first.state.online = false;
    first.alerts.raise(deadNode("JP"));
    await vi.waitFor(() => expect(first.chats.of(1).mail.missed).toEqual(["home/node-dead/JP"]));
    await first.post.stop();
    const later = officeWith({ people: [admin], chats: first.chats, alerts: fakeAlerts(deadNode("JP")) });
    await vi.waitFor(() => expect(later.sent).toHaveLength(2));
    expect(later.sent.find(({ edits }) => edits === 1)?.text).toContain("✅");
    expect(later.sent.find(({ edits }) => edits === undefined)?.text).toContain("JP");
  });
});
