import type { Controller } from "@pointsman/core";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { fakeController } from "../../test/support/fake-controller.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { ChatGate } from "../delivery/gate.ts";
import type { Outcome } from "../delivery/outbox.ts";
import type { Screen } from "../screens/kit/layout.ts";
import type { Chats } from "../state/chats.ts";
import { PinnedDashboards } from "./pinned-dashboards.ts";

const picture = snapshot([group("Proxy", ["HK"])], [node("HK", 45)]);
const home = fakeController("home", picture).controller;
const cabin = fakeController("cabin", picture).controller;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(chats: Chats = chatsOnPaper(), person: Person = { id: 1, role: "viewer" }, mayPin = true) {
  const left: string[] = [];
  let messageId = 100;
  const note = (what: string, { text }: Screen): void => void left.push(`${what} ${text.markup.split("\n")[0] ?? ""}`);
  const gate = new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 });
  const wall = new PinnedDashboards({
    people: peopleOnPaper(person),
    log: { error: (sentence) => expect.fail(sentence) },
    chats,
    controllers: new Map<string, Controller>([home, cabin].map((one) => [one.id, one])),
    outbox: {
      async send(_, screen): Promise<Outcome> {
        messageId += 1;
        note(`send ${messageId}`, screen);
        return { kind: "sent", messageId };
      },
      async edit(_, id, screen): Promise<Outcome> {
        note(`edit ${id}`, screen);
        return { kind: "sent", messageId: id };
      },
      async pin(_, id) {
        left.push(`pin ${id}`);
        return mayPin;
      },
      async unpin(_, id) {
        left.push(`unpin ${id}`);
        return true;
      },
    },
    gateOf: () => gate,
    timeZone: "UTC",
    isOnline: () => true,
    everyMs: 30_000,
  });
  onTestFinished(async () => await wall.close());
  const take = (): string[] => left.splice(0).map((line) => line.replace(/<[^>]+>/g, ""));
  return { wall, chats, take };
}

test("one is sent and pinned, and a second one takes its place", async () => {
  const { wall, chats, take } = open();
  expect(await wall.begin(1, home)).toBe("pinned");
  expect(take()).toEqual(["send 101 🟢 home › 📌 Dashboard", "pin 101"]);
  expect(await wall.begin(1, cabin)).toBe("pinned");
  expect(take()).toEqual(["send 102 🟢 cabin › 📌 Dashboard", "edit 101 🟢 home › Dashboard", "unpin 101", "pin 102"]);
  expect(chats.of(1).dashboard).toEqual({ controller: "cabin", messageId: 102 });
  expect(chats.withDashboard).toEqual([1]);
});

test("goes on where the chat does not let it be pinned", async () => {
  const { wall, chats } = open(undefined, undefined, false);
  expect(await wall.begin(1, home)).toBe("unpinned");
  expect(chats.withDashboard).toEqual([1]);
});

test("goes on after a restart, in the same message", async () => {
  const first = open();
  await first.wall.begin(1, home);
  await first.wall.close();
  expect(first.chats.of(1).dashboard?.messageId).toBe(101);
  const second = open(first.chats);
  await vi.advanceTimersByTimeAsync(0);
  expect(second.take()).toEqual(["edit 101 🟢 home › 📌 Dashboard"]);
});

test("is ended by its own button; an older one's only says that it is over", async () => {
  const { wall, chats, take } = open();
  await wall.begin(1, home);
  take();
  await wall.end(1, 55, home);
  expect(take()).toEqual(["edit 55 🟢 home › Dashboard"]);
  await wall.end(1, 101, home);
  expect(take()).toEqual(["edit 101 🟢 home › Dashboard", "unpin 101"]);
  expect(chats.withDashboard).toEqual([]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(take()).toEqual([]);
});

test("ends without a word for whoever may not see that controller any more", async () => {
  const { wall, chats, take } = open();
  await wall.begin(1, home);
  take();
  wall.attend(1, { id: 1, role: "viewer", controllers: ["cabin"] });
  await vi.advanceTimersByTimeAsync(600_000);
  expect([take(), chats.withDashboard]).toEqual([[], []]);
});
