import { isDeepStrictEqual } from "node:util";
import { badRequest } from "../errors.ts";
import { jsonParam } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom, StoredMessage } from "../state/chats.ts";
import type { StoredFile } from "../state/files.ts";
import { readInlineMarkup } from "../text/reply-markup.ts";
import type { InlineKeyboard, Message } from "../types.ts";
import { unixTime } from "../unix-time.ts";
import { findEditable } from "./lookup.ts";
import { readInputMedia, readMedia } from "./media.ts";
import type { Method } from "./method.ts";
import { readCaption, readText } from "./sending.ts";

type Content = Pick<Message, "text" | "entities" | "caption" | "caption_entities" | "photo" | "document">;

const editMessageText: Method = (state, params) => {
  const content = readText(state, params);
  const markup = readInlineMarkup(params, state.limits);
  const { room, stored } = findEditable(state, params);
  if (stored.message.text === undefined) throw badRequest("there is no text in the message to edit");
  return edit(state, room, stored, { content, markup });
};

const editMessageCaption: Method = (state, params) => {
  const caption = readCaption(state, params);
  const markup = readInlineMarkup(params, state.limits);
  const { room, stored } = findEditable(state, params);
  if (stored.message.text !== undefined) throw badRequest("there is no caption in the message to edit");
  const { photo, document } = stored.message;
  return edit(state, room, stored, { content: { ...caption, ...defined({ photo, document }) }, markup });
};

const editMessageReplyMarkup: Method = (state, params) => {
  const markup = readInlineMarkup(params, state.limits);
  const { room, stored } = findEditable(state, params);
  return edit(state, room, stored, { content: contentOf(stored.message), markup });
};

const editMessageMedia: Method = (state, params) => {
  const input = readInputMedia(jsonParam(params, "media", "InputMedia"));
  const media = readMedia(state, params, input.kind, input.media);
  const caption = readCaption(state, { fields: input.fields, files: params.files });
  const markup = readInlineMarkup(params, state.limits);
  const { room, stored } = findEditable(state, params);
  return edit(state, room, stored, { content: { ...caption, ...media.content }, markup, file: media.file });
};

interface Change {
  content: Content;
  markup: InlineKeyboard | undefined;
  file?: StoredFile;
}

function edit(state: BotState, room: ChatRoom, stored: StoredMessage, change: Change): Message {
  const before = stored.message;
  if (isDeepStrictEqual(contentOf(before), change.content) && isDeepStrictEqual(before.reply_markup, change.markup)) {
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  state.flood.spend(room.chat);
  const { message_id, from, chat, date, reply_to_message } = before;
  // A new object: updates that are queued or were answered keep showing the message as it was then.
  stored.message = {
    message_id,
    chat,
    date,
    ...defined({ from, reply_to_message }),
    edit_date: unixTime(state.clock),
    ...change.content,
    ...defined({ reply_markup: change.markup }),
  };
  if (change.file !== undefined) stored.file = change.file;
  stored.edits += 1;
  state.chats.notify({ kind: "message", chatId: chat.id, messageId: message_id });
  return stored.message;
}

function contentOf(message: Message): Content {
  const { text, entities, caption, caption_entities, photo, document } = message;
  return defined({ text, entities, caption, caption_entities, photo, document });
}

function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const editingMethods = { editMessageText, editMessageCaption, editMessageReplyMarkup, editMessageMedia };
