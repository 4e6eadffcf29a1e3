import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom } from "../state/chats.ts";
import type { TelegramChat } from "../types.ts";
import { changeBotStatus } from "./bot-membership.ts";
import { viewMessage, type MessageView } from "./message-view.ts";

export interface ChatOptions {
  /** Negative, as on the wire: groups below zero, supergroups below -1000000000000. */
  id: number;
  type: "group" | "supergroup" | "channel";
  title: string;
  /** Ids of people made with `user()`; the bot is in, too. */
  members: readonly number[];
}

/** A group with the bot in it. */
export interface TestChat {
  readonly id: number;
  messages(): MessageView[];
  kickBot(): void;
  addBot(): void;
  /** Turns a group into a supergroup with a new id; the old id answers with `migrate_to_chat_id`. */
  migrateTo(id: number): void;
}

export function createTestChat(state: BotState, options: ChatOptions): TestChat {
  const { id, type, title, members } = options;
  const room = state.chats.room({ id, type, title }, members);
  const setBot = (status: "member" | "kicked"): void => {
    room.barrier = status === "member" ? "none" : "kicked";
    changeBotStatus(state, room, administrator(state, room), status);
  };
  return {
    id,
    messages: () => [...room.messages.values()].map((stored) => viewMessage(room, stored, state.bot.id)),
    kickBot: () => setBot("kicked"),
    addBot: () => setBot("member"),
    migrateTo(newId) {
      const chat: TelegramChat = { id: newId, type: "supergroup", title };
      state.chats.room(chat, room.members);
      room.barrier = { migratedTo: newId };
    },
  };
}

function administrator(state: BotState, room: ChatRoom): Parameters<typeof changeBotStatus>[2] {
  const [first] = room.members;
  const person = first === undefined ? undefined : state.chats.people.get(first);
  if (person === undefined) throw new Error(`the chat ${room.chat.id} has no members`);
  return person;
}
