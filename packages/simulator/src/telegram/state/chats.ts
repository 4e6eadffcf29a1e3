import type { InlineKeyboard, Message, ReplyMarkup, TelegramChat, TelegramUser } from "../types.ts";
import type { StoredFile } from "./files.ts";

/** Why the bot may not write to a chat. */
export type ChatBarrier =
  | "none"
  | "not-started"
  | "blocked"
  | "deactivated"
  | "kicked"
  | "left"
  | { migratedTo: number };

export interface Person extends TelegramUser {
  is_bot: false;
}

export interface ChatRoom {
  chat: TelegramChat;
  members: Set<number>;
  barrier: ChatBarrier;
  messages: Map<number, StoredMessage>;
  pinned: Set<number>;
  /** What the bot shows beside its name until its next message, at most 5 s. */
  action: { name: string; until: number } | undefined;
}

export interface StoredMessage {
  message: Message;
  file: StoredFile | undefined;
  /** How often the bot changed it. */
  edits: number;
  silent: boolean;
  /** A reply keyboard or forced reply that came with it: the client acts on it, the message itself does not show it. */
  ask: Exclude<ReplyMarkup, InlineKeyboard> | undefined;
  reactions: string[];
}

/** What somebody who watches a chat is told. */
export type ChatChange =
  | { kind: "message"; chatId: number; messageId: number }
  | { kind: "deleted"; chatId: number; messageId: number }
  | { kind: "chat"; chatId: number }
  | { kind: "people" };

/** Older messages of a chat are forgotten, so that a demo can run for weeks. */
const keptMessages = 1000;

/** People, chats and messages. */
export class ChatStore {
  readonly people = new Map<number, Person>();
  readonly rooms = new Map<number, ChatRoom>();
  readonly #listeners = new Set<(change: ChatChange) => void>();
  #nextMessageId = 1;

  room(chat: TelegramChat, members: Iterable<number>, barrier: ChatBarrier = "none"): ChatRoom {
    const room: ChatRoom = {
      chat,
      members: new Set(members),
      barrier,
      messages: new Map(),
      pinned: new Set(),
      action: undefined,
    };
    this.rooms.set(chat.id, room);
    this.notify({ kind: "people" });
    return room;
  }

  nextMessageId(): number {
    const id = this.#nextMessageId;
    this.#nextMessageId += 1;
    return id;
  }

  add(
    room: ChatRoom,
    message: Message,
    extra: Partial<Pick<StoredMessage, "file" | "silent" | "ask">> = {},
  ): StoredMessage {
    const { file, silent = false, ask } = extra;
    const stored: StoredMessage = { message, file, edits: 0, silent, ask, reactions: [] };
    room.messages.set(message.message_id, stored);
    if (room.messages.size > keptMessages) {
      const [oldest] = room.messages.keys();
      if (oldest !== undefined) room.messages.delete(oldest);
    }
    this.notify({ kind: "message", chatId: room.chat.id, messageId: message.message_id });
    return stored;
  }

  remove(room: ChatRoom, messageId: number): void {
    room.messages.delete(messageId);
    room.pinned.delete(messageId);
    this.notify({ kind: "deleted", chatId: room.chat.id, messageId });
  }

  /** Calls back on each change until the returned function is called. */
  onChange(listener: (change: ChatChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(change: ChatChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
