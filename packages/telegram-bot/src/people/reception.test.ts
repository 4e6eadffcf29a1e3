import type { Api } from "grammy";
import { expect, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { PaperOutbox } from "../../test/support/chat.ts";
import { fakeController } from "../../test/support/fake-controller.ts";
import { chatsOnPaper, deskOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { snapshot } from "../../test/support/snapshot.ts";
import { Reception } from "./reception.ts";

function open() {
  const calls: string[] = [];
  const note =
    (method: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      calls.push(`${method} ${JSON.stringify(args.at(-1))}`);
      return await Promise.resolve([]);
    };
  const api = {
    getMyCommands: note("get"),
    setMyCommands: note("set"),
    deleteMyCommands: note("delete"),
  } as unknown as Api;
  const people = peopleOnPaper({ id: 1, role: "admin" });
  const chats = chatsOnPaper();
  const { desk, audit } = deskOnPaper(people, chats);
  const paper = new PaperOutbox();
  const work: Promise<void>[] = [];
  const reception = new Reception({
    api,
    people,
    chats,
    controllers: new Map([["home", fakeController("home", snapshot([], [])).controller]]),
    desk,
    outbox: paper.outbox,
    log: logLines(),
    signal: new AbortController().signal,
    track: (one) => work.push(one),
  });
  return { reception, people, chats, paper, audit, calls, done: async () => await Promise.all(work) };
}

test("a stranger is noted, and one with an invitation comes in and is announced to whoever gave it", async () => {
  const { reception, people, paper, audit, done } = open();
  expect(reception.knock({ id: 7, name: "Eve" }, "hello")).toBe(false);
  expect(people.knocks().map(({ id }) => id)).toEqual([7]);
  const word = people.invite({ role: "viewer" }, 1);
  expect(reception.knock({ id: 7, name: "Eve <b>" }, `/start i_${word}`)).toBe(true);
  await done();
  expect(people.get(7)?.role).toBe("viewer");
  expect(audit.map(({ operation }) => operation)).toEqual(["people.let-in"]);
  expect(paper.screens).toEqual([expect.stringContaining("Eve &lt;b&gt;")]);
});

test("commands are registered in both languages, and withdrawn with everything that the chat kept", async () => {
  const { reception, chats, calls, done } = open();
  reception.register(1);
  reception.register(4242);
  await done();
  expect(calls.map((call) => call.split(" ")[0])).toEqual(["get", "set", "get", "set"]);
  chats.of(1).set({ pageSize: 12 });
  reception.leave(1);
  await done();
  expect(chats.of(1).settings.pageSize).toBe(8);
  expect(calls.slice(4)).toEqual([
    'delete {"scope":{"type":"chat","chat_id":1}}',
    'delete {"scope":{"type":"chat","chat_id":1},"language_code":"zh"}',
  ]);
});
