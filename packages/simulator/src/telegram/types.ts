/** The part of the Bot API's objects that this server speaks; names are the wire's (core.telegram.org/bots/api, 10.3). */

type ChatType = "private" | "group" | "supergroup" | "channel";

export interface TelegramUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface TelegramChat {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
}

export type EntityType =
  | "mention"
  | "hashtag"
  | "bot_command"
  | "url"
  | "email"
  | "bold"
  | "italic"
  | "underline"
  | "strikethrough"
  | "spoiler"
  | "blockquote"
  | "expandable_blockquote"
  | "code"
  | "pre"
  | "text_link"
  | "text_mention"
  | "custom_emoji"
  | "date_time";

/** `offset` and `length` count UTF-16 units, as JavaScript strings do. */
export interface MessageEntity {
  type: EntityType;
  offset: number;
  length: number;
  url?: string;
  user?: TelegramUser;
  language?: string;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export type ButtonStyle = "danger" | "success" | "primary";

export interface InlineButton {
  text: string;
  style?: ButtonStyle;
  callback_data?: string;
  url?: string;
  copy_text?: { text: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

/** What may stand below a message, or ask the person's client for something (reply keyboard, forced reply). */
export type ReplyMarkup =
  | InlineKeyboard
  | { keyboard: unknown[][]; [option: string]: unknown }
  | { remove_keyboard: true; selective?: boolean }
  | { force_reply: true; input_field_placeholder?: string; selective?: boolean };

interface PhotoSize {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size: number;
}

interface TelegramDocument {
  file_id: string;
  file_unique_id: string;
  file_name: string;
  mime_type: string;
  file_size: number;
}

export interface Message {
  message_id: number;
  date: number;
  chat: TelegramChat;
  from?: TelegramUser;
  edit_date?: number;
  reply_to_message?: Message;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: TelegramDocument;
  reply_markup?: InlineKeyboard;
  pinned_message?: Message | InaccessibleMessage;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  forward_origin?: unknown;
  via_bot?: TelegramUser;
  sender_chat?: TelegramChat;
}

/** Stands for a message that was deleted; `date` is always 0. */
export interface InaccessibleMessage {
  chat: TelegramChat;
  message_id: number;
  date: 0;
}

export interface CallbackQuery {
  id: string;
  from: TelegramUser;
  message?: Message | InaccessibleMessage;
  chat_instance: string;
  data: string;
}

interface ChatMemberUpdated {
  chat: TelegramChat;
  from: TelegramUser;
  date: number;
  old_chat_member: { user: TelegramUser; status: string };
  new_chat_member: { user: TelegramUser; status: string };
}

export interface UpdatePayloads {
  message: Message;
  edited_message: Message;
  channel_post: Message;
  callback_query: CallbackQuery;
  my_chat_member: ChatMemberUpdated;
}

export type UpdateKind = keyof UpdatePayloads;

export type Update = { update_id: number } & Partial<UpdatePayloads>;

export interface BotCommand {
  command: string;
  description: string;
}
