import { badRequest } from "../errors.ts";
import { flagParam, integerParam, isRecord, jsonParam, textParam, type Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { ChatRoom } from "../state/chats.ts";
import { readFormattedText } from "../text/formatted-text.ts";
import { isInlineKeyboard, readReplyMarkup } from "../text/reply-markup.ts";
import type { Message } from "../types.ts";
import { unixTime } from "../unix-time.ts";
import { findMessage, findRoom } from "./lookup.ts";
import { readMedia, type Media } from "./media.ts";
import type { Method } from "./method.ts";

const sendMessage: Method = (state, params) => send(state, params, readText(state, params));

const sendPhoto: Method = (state, params) =>
  send(state, params, readCaption(state, params), readMedia(state, params, "photo", params.fields["photo"]));

const sendDocument: Method = (state, params) =>
  send(state, params, readCaption(state, params), readMedia(state, params, "document", params.fields["document"]));

/** The text of a message, within the server's limits. */
export function readText(state: BotState, params: Params): Pick<Message, "text" | "entities"> {
  if (textParam(params, "text") === "") throw badRequest("message text is empty");
  const { text, entities } = readFormattedText(params, "text", "entities", state.limits);
  if (text === "") throw badRequest("text must be non-empty");
  if (text.length > state.limits.textLength) throw badRequest("message is too long");
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

/** The caption below a photo or document; empty where there is none. */
export function readCaption(state: BotState, params: Params): Pick<Message, "caption" | "caption_entities"> {
  const { text, entities } = readFormattedText(params, "caption", "caption_entities", state.limits);
  if (text.length > state.limits.captionLength) throw badRequest("message caption is too long");
  if (text === "") return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

function send(state: BotState, params: Params, content: Partial<Message>, media?: Media): Message {
  const markup = readReplyMarkup(params, state.limits);
  const room = findRoom(state, params, "write");
  const replied = readReply(room, params);
  state.flood.spend(room.chat);
  const message: Message = {
    message_id: state.chats.nextMessageId(),
    from: state.bot,
    chat: room.chat,
    date: unixTime(state.clock),
    ...(replied === undefined ? {} : { reply_to_message: replied }),
    ...media?.content,
    ...content,
    ...(markup !== undefined && isInlineKeyboard(markup) ? { reply_markup: markup } : {}),
  };
  room.action = undefined;
  state.chats.add(room, message, {
    silent: flagParam(params, "disable_notification"),
    ...(media === undefined ? {} : { file: media.file }),
    ...(markup === undefined || isInlineKeyboard(markup) ? {} : { ask: markup }),
  });
  return message;
}

function readReply(room: ChatRoom, params: Params): Message | undefined {
  const reply = jsonParam(params, "reply_parameters", "reply parameters");
  const wanted = isRecord(reply) ? Number(reply["message_id"]) : integerParam(params, "reply_to_message_id");
  if (wanted === undefined || wanted === 0) return undefined;
  const isOptional = isRecord(reply)
    ? reply["allow_sending_without_reply"] === true
    : flagParam(params, "allow_sending_without_reply");
  if (isOptional && !room.messages.has(wanted)) return undefined;
  const { reply_to_message: _, ...message } = findMessage(room, wanted, "message to be replied").message;
  return message;
}

const actions = new Set([
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
]);

const actionLastsMs = 5000;

const sendChatAction: Method = (state, params) => {
  const name = textParam(params, "action").toLowerCase();
  if (!actions.has(name)) throw badRequest("wrong parameter action in request");
  const room = findRoom(state, params, "write");
  room.action = { name, until: state.clock.now() + actionLastsMs };
  state.chats.notify({ kind: "chat", chatId: room.chat.id });
  return true;
};

export const sendingMethods = { sendMessage, sendPhoto, sendDocument, sendChatAction };
