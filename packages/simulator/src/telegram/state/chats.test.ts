import { expect, it } from "vitest";
import { ChatStore, type ChatChange } from "./chats.ts";

it("tells those who watch what happens, until they stop", () => {
  const store = new ChatStore();
  const room = store.room({ id: 1, type: "private" }, [1]);
  const seen: ChatChange[] = [];
  const stop = store.onChange((change) => seen.push(change));
  store.add(room, { message_id: 1, date: 0, chat: room.chat });
  store.remove(room, 1);
  stop();
  store.add(room, { message_id: 2, date: 0, chat: room.chat });
  expect(seen).toEqual([
    { kind: "message", chatId: 1, messageId: 1 },
    { kind: "deleted", chatId: 1, messageId: 1 },
  ]);
});

it("forgets the oldest of more than a thousand messages", () => {
  const store = new ChatStore();
  const room = store.room({ id: 1, type: "private" }, [1]);
  for (let id = 1; id <= 1001; id += 1) store.add(room, { message_id: id, date: 0, chat: room.chat });
  expect(room.messages.size).toBe(1000);
  expect(room.messages.has(1)).toBe(false);
});
