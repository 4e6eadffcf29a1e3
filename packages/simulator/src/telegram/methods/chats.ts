import { badRequest } from "../errors.ts";
import { textParam } from "../params.ts";
import { findRoom } from "./lookup.ts";
import type { Method } from "./method.ts";

const getChat: Method = (state, params) => {
  const { chat, pinned, messages } = findRoom(state, params, "read");
  const last = messages.get([...pinned].at(-1) ?? 0);
  return {
    ...chat,
    accent_color_id: 0,
    max_reaction_count: 11,
    ...(last === undefined ? {} : { pinned_message: last.message }),
  };
};

const leaveChat: Method = (state, params) => {
  const room = findRoom(state, params, "write");
  if (room.chat.type === "private") throw badRequest("chat member status can't be changed in private chats");
  room.barrier = "left";
  state.chats.notify({ kind: "chat", chatId: room.chat.id });
  return true;
};

const getFile: Method = (state, params) => {
  const file = state.files.get(textParam(params, "file_id"));
  if (file === undefined) throw badRequest("invalid file_id");
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path };
};

export const chatMethods = { getChat, leaveChat, getFile };
