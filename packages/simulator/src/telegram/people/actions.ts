import type { BotState } from "../state/bot-state.ts";
import type { CallbackAnswer } from "../state/callback-queries.ts";
import type { ChatRoom, Person, StoredMessage } from "../state/chats.ts";
import { findEntities } from "../text/find-entities.ts";
import type { InaccessibleMessage, Message, TelegramChat } from "../types.ts";
import { unixTime } from "../unix-time.ts";

export interface SendOptions {
  /** The chat to write to; default: the private chat with the bot. */
  chatId?: number;
  /** The message that this one answers. */
  replyTo?: number;
  /** Marks it as forwarded from somebody else. */
  forwarded?: boolean;
  /** Marks it as written in the name of a chat (an anonymous administrator, a linked channel). */
  senderChat?: TelegramChat;
}

/** Writes a message as a person and hands it to the bot. The first one to a bot opens the private chat. */
export function sendText(state: BotState, person: Person, text: string, options: SendOptions = {}): StoredMessage {
  const room = memberRoom(state, person, options.chatId ?? person.id);
  if (room.barrier === "not-started") room.barrier = "none";
  if (room.barrier === "blocked")
    throw new Error(`${person.first_name} has blocked the bot; unblock it before writing`);
  const entities = findEntities(text);
  const replied = options.replyTo === undefined ? undefined : room.messages.get(options.replyTo)?.message;
  const message: Message = {
    message_id: state.chats.nextMessageId(),
    from: person,
    chat: room.chat,
    date: unixTime(state.clock),
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(replied === undefined ? {} : { reply_to_message: replied }),
    ...(options.senderChat === undefined ? {} : { sender_chat: options.senderChat }),
    ...(options.forwarded === true
      ? { forward_origin: { type: "hidden_user", sender_user_name: "Somebody", date: unixTime(state.clock) } }
      : {}),
  };
  const stored = state.chats.add(room, message);
  if (reachesBot(state, room, message)) state.updates.add("message", message);
  return stored;
}

/** Changes an own message; the bot hears of it as `edited_message`. */
export function editText(state: BotState, person: Person, chatId: number, messageId: number, text: string): void {
  const room = memberRoom(state, person, chatId);
  const stored = room.messages.get(messageId);
  if (stored?.message.from?.id !== person.id)
    throw new Error(`message ${messageId} is not one of ${person.first_name}`);
  const { entities: _, ...rest } = stored.message;
  const entities = findEntities(text);
  stored.message = { ...rest, text, edit_date: unixTime(state.clock), ...(entities.length > 0 ? { entities } : {}) };
  state.chats.notify({ kind: "message", chatId, messageId });
  if (reachesBot(state, room, stored.message)) state.updates.add("edited_message", stored.message);
}

/** A bot in a group hears only what is meant for it: commands, answers to it, and its own name. */
function reachesBot(state: BotState, room: ChatRoom, message: Message): boolean {
  if (room.chat.type === "private") return true;
  if (room.barrier !== "none") return false;
  const text = message.text ?? "";
  const [command] = message.entities?.filter((entity) => entity.type === "bot_command") ?? [];
  const addressed =
    command === undefined ? "" : text.slice(command.offset, command.offset + command.length).split("@")[1];
  const isOwnCommand = command !== undefined && (addressed === undefined || addressed === state.bot.username);
  return isOwnCommand || message.reply_to_message?.from?.id === state.bot.id || text.includes(`@${state.bot.username}`);
}

/**
 * Presses a button with callback data. Resolves with what the bot answers; rejects when it does not answer in time.
 * The data need not stand on any button: a modified client may send what it likes.
 */
export async function pressData(
  state: BotState,
  person: Person,
  chatId: number,
  messageId: number,
  data: string,
): Promise<CallbackAnswer> {
  const room = memberRoom(state, person, chatId);
  const gone: InaccessibleMessage = { chat: room.chat, message_id: messageId, date: 0 };
  const press = state.queries.open({ userId: person.id, chatId, messageId, data });
  state.chats.notify({ kind: "chat", chatId });
  state.updates.add("callback_query", {
    id: press.id,
    from: person,
    message: room.messages.get(messageId)?.message ?? gone,
    chat_instance: String(-7_000_000_000 - Math.abs(chatId)),
    data,
  });
  const answer = await press.answered;
  state.chats.notify({ kind: "chat", chatId });
  if (answer === undefined) throw new Error(`the bot did not answer the press of "${data}" on message ${messageId}`);
  return answer;
}

/** Finds a chat that a person is in. */
export function memberRoom(state: BotState, person: Person, chatId: number): ChatRoom {
  const room = state.chats.rooms.get(chatId);
  if (room === undefined) throw new Error(`there is no chat ${chatId}`);
  if (!room.members.has(person.id)) throw new Error(`${person.first_name} is not in the chat ${chatId}`);
  return room;
}
