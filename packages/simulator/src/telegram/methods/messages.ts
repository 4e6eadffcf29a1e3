import { badRequest } from "../errors.ts";
import { integerParam, isRecord, jsonParam, type Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom } from "../state/chats.ts";
import { unixTime } from "../unix-time.ts";
import { findMessage, findRoom } from "./lookup.ts";
import type { Method } from "./method.ts";

const deleteMessage: Method = (state, params) => {
  const room = findRoom(state, params, "write");
  removeFor(state, room, integerParam(params, "message_id"));
  return true;
};

const deleteMessages: Method = (state, params) => {
  const ids = jsonParam(params, "message_ids", "message_ids");
  if (!Array.isArray(ids)) throw badRequest("expected an Array of message identifiers");
  if (ids.length > 100) throw badRequest("too many message identifiers specified");
  const room = findRoom(state, params, "write");
  for (const id of ids) {
    // Ids that lead nowhere are skipped here, unlike in deleteMessage.
    if (typeof id === "number" && room.messages.has(id)) removeFor(state, room, id);
  }
  return true;
};

function removeFor(state: BotState, room: ChatRoom, messageId: number | undefined): void {
  const { message } = findMessage(room, messageId, "message to delete");
  const isOld = state.clock.now() - message.date * 1000 > state.limits.deletableMs;
  const isForeign = message.from?.id !== state.bot.id && room.chat.type !== "private";
  if (isOld || isForeign) throw badRequest("message can't be deleted");
  state.chats.remove(room, message.message_id);
}

const pinChatMessage: Method = (state, params) => {
  const room = findRoom(state, params, "write");
  const { message } = findMessage(room, integerParam(params, "message_id"), "message to pin");
  if (room.pinned.has(message.message_id)) return true;
  room.pinned.add(message.message_id);
  state.chats.add(room, {
    message_id: state.chats.nextMessageId(),
    from: state.bot,
    chat: room.chat,
    date: unixTime(state.clock),
    pinned_message: message,
  });
  return true;
};

const unpinChatMessage: Method = (state, params) => {
  const room = findRoom(state, params, "write");
  const wanted = integerParam(params, "message_id") ?? [...room.pinned].at(-1);
  if (wanted === undefined || !room.pinned.delete(wanted)) throw badRequest("message to unpin not found");
  state.chats.notify({ kind: "chat", chatId: room.chat.id });
  return true;
};

const unpinAllChatMessages: Method = (state, params) => {
  const room = findRoom(state, params, "write");
  room.pinned.clear();
  state.chats.notify({ kind: "chat", chatId: room.chat.id });
  return true;
};

const setMessageReaction: Method = (state, params) => {
  const room = findRoom(state, params, "read");
  const stored = findMessage(room, integerParam(params, "message_id"), "message to react");
  const emojis = readReactions(params);
  if (emojis.length > 1) throw badRequest("REACTIONS_TOO_MANY");
  stored.reactions = emojis;
  state.chats.notify({ kind: "message", chatId: room.chat.id, messageId: stored.message.message_id });
  return true;
};

function readReactions(params: Params): string[] {
  const value = jsonParam(params, "reaction", "reaction types") ?? [];
  if (!Array.isArray(value)) throw badRequest("can't parse reaction types JSON object");
  return value.map((item: unknown) => {
    if (!isRecord(item) || typeof item["emoji"] !== "string") throw badRequest("REACTION_INVALID");
    return item["emoji"];
  });
}

export const messageMethods = {
  deleteMessage,
  deleteMessages,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
  setMessageReaction,
};
