import { BotApiError, badRequest } from "../errors.ts";
import { integerParam, textParam, type Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom, StoredMessage } from "../state/chats.ts";

/** What a method wants of a chat: an edit or a send is refused where the bot is blocked or was thrown out. */
export type Access = "read" | "edit" | "write";

/** The chat that `chat_id` (a number or `@name`) names. */
export function findRoom(state: BotState, params: Params, access: Access): ChatRoom {
  const wanted = textParam(params, "chat_id");
  if (wanted === "") throw badRequest("chat_id is empty");
  const room = wanted.startsWith("@")
    ? [...state.chats.rooms.values()].find((candidate) => candidate.chat.username === wanted.slice(1))
    : state.chats.rooms.get(Number(wanted));
  if (room === undefined || room.barrier === "not-started") throw badRequest("chat not found");
  if (access !== "read") refuseBarrier(room, access);
  return room;
}

function refuseBarrier(room: ChatRoom, access: "edit" | "write"): void {
  const { barrier, chat } = room;
  const kind = chat.type === "private" ? "private" : chat.type;
  if (typeof barrier === "object") {
    if (access === "edit") return;
    throw new BotApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: barrier.migratedTo,
    });
  }
  switch (barrier) {
    case "blocked":
      throw new BotApiError(403, "Forbidden: bot was blocked by the user");
    case "deactivated":
      throw new BotApiError(403, "Forbidden: user is deactivated");
    case "kicked":
      throw new BotApiError(403, `Forbidden: bot was kicked from the ${kind} chat`);
    case "left":
      throw new BotApiError(403, `Forbidden: bot is not a member of the ${kind} chat`);
    case "none":
    case "not-started":
      return;
  }
}

/** The message that `message_id` names in a chat; `what` stands in the refusal ("message to edit not found"). */
export function findMessage(room: ChatRoom, messageId: number | undefined, what: string): StoredMessage {
  const stored = messageId === undefined ? undefined : room.messages.get(messageId);
  if (stored === undefined) throw badRequest(`${what} not found`);
  return stored;
}

/** A message of the bot's own that it may change. */
export function findEditable(state: BotState, params: Params): { room: ChatRoom; stored: StoredMessage } {
  if (textParam(params, "inline_message_id") !== "") throw badRequest("MESSAGE_ID_INVALID");
  const room = findRoom(state, params, "edit");
  const stored = findMessage(room, integerParam(params, "message_id"), "message to edit");
  if (stored.message.from?.id !== state.bot.id || stored.message.pinned_message !== undefined) {
    throw badRequest("message can't be edited");
  }
  return { room, stored };
}
