import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom, Person } from "../state/chats.ts";
import { unixTime } from "../unix-time.ts";

/** Tells the bot that somebody blocked it, threw it out or took it in. */
export function changeBotStatus(
  state: BotState,
  room: ChatRoom,
  by: Person,
  status: "member" | "kicked" | "left",
): void {
  state.updates.add("my_chat_member", {
    chat: room.chat,
    from: by,
    date: unixTime(state.clock),
    old_chat_member: { user: state.bot, status: status === "member" ? "kicked" : "member" },
    new_chat_member: { user: state.bot, status },
  });
  state.chats.notify({ kind: "chat", chatId: room.chat.id });
}
