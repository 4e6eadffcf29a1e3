import { expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { fakeController } from "../../test/support/fake-controller.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { snapshot } from "../../test/support/snapshot.ts";
import { Door } from "./door.ts";
import { DoorPost } from "./door-post.ts";

const controllers = ["home", "cabin"].map((id) => fakeController(id, snapshot([], [])).controller);

function open() {
  const clock = { now: Date.now(), isOnline: true };
  const people = peopleOnPaper(
    { id: 1, role: "admin" },
    { id: 2, role: "operator" },
    { id: 3, role: "admin", controllers: ["cabin"] },
  );
  const chats = chatsOnPaper();
  const door = new Door({ file: undefined, log: logLines(), now: () => clock.now });
  const sent: string[] = [];
  const post = new DoorPost({
    door,
    people,
    controllers,
    memoryOf: (id) => chats.of(id),
    localeOf: (id) => chats.localeUnasked(id),
    isOnline: () => clock.isOnline,
    now: () => clock.now,
    send: async (id, draw) => {
      const { text, keyboard } = draw();
      sent.push(
        `${id} ${text.markup} ${keyboard
          .flat()
          .map((button) => button.text)
          .join()}`,
      );
    },
  });
  onTestFinished(() => post.stop());
  const knock = (): void => {
    people.knock({ id: 42, name: "Eve" });
    door.turnAway(42);
  };
  return { clock, chats, sent, post, knock };
}

test("admins are told how many came and what they call themselves, nobody else is, and that once", async () => {
  const { clock, sent, post, knock } = open();
  knock();
  await post.look();
  expect(sent).toEqual([]);
  clock.now += 3_600_000;
  await post.look();
  await post.look();
  expect(sent).toEqual([
    expect.stringMatching(/^1 .*1 message of one person[\s\S]*The latest: Eve 👥 People$/s),
    expect.stringMatching(/^3 .*🏠 Home$/s),
  ]);
});

test("chats that want nothing of it or are muted are left alone, and an outage is waited for", async () => {
  const { clock, chats, sent, post, knock } = open();
  chats.of(1).set({ alerts: { ...chats.of(1).settings.alerts, strangers: "off" } });
  chats.of(3).set({ alerts: { ...chats.of(3).settings.alerts, mutedUntil: clock.now + 3_600_001 } });
  knock();
  clock.now += 3_600_000;
  clock.isOnline = false;
  await post.look();
  clock.isOnline = true;
  await post.look();
  expect(sent).toEqual([]);
});
