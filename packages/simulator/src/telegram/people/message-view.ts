import type { ChatRoom, StoredMessage } from "../state/chats.ts";
import { renderHtml, textTree, type TextNode } from "../text/text-tree.ts";
import type { InlineButton, MessageEntity } from "../types.ts";

export interface FileView {
  fileId: string;
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/** A message as a person's client shows it at this moment. */
export interface MessageView {
  messageId: number;
  chatId: number;
  from: "bot" | number;
  /** Seconds since 1970. */
  date: number;
  editDate?: number;
  /** The text, or the caption of a photo or document; `""` where there is neither. */
  text: string;
  entities: readonly MessageEntity[];
  /** The text in Telegram's HTML, escaped. */
  html: string;
  tree: TextNode[];
  /** The inline keyboard, row by row. */
  buttons: readonly (readonly InlineButton[])[];
  photo?: FileView & { width: number; height: number };
  document?: FileView;
  /** The message it answers. */
  replyTo?: number;
  /** Set on the line that says what was pinned. */
  pinnedMessageId?: number;
  /** A forced reply or reply keyboard that came with it. */
  ask?: unknown;
  isSilent: boolean;
  isPinned: boolean;
  reactions: readonly string[];
  /** How often the bot changed it. */
  edits: number;
}

export function viewMessage(room: ChatRoom, stored: StoredMessage, botId: number): MessageView {
  const { message } = stored;
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const tree = textTree({ text, entities });
  const from = message.from?.id ?? message.chat.id;
  return {
    messageId: message.message_id,
    chatId: message.chat.id,
    from: from === botId ? "bot" : from,
    date: message.date,
    ...(message.edit_date === undefined ? {} : { editDate: message.edit_date }),
    text,
    entities,
    html: renderHtml(tree),
    tree,
    buttons: message.reply_markup?.inline_keyboard ?? [],
    ...viewFile(stored),
    ...(message.reply_to_message === undefined ? {} : { replyTo: message.reply_to_message.message_id }),
    ...(message.pinned_message === undefined ? {} : { pinnedMessageId: message.pinned_message.message_id }),
    ...(stored.ask === undefined ? {} : { ask: stored.ask }),
    isSilent: stored.silent,
    isPinned: room.pinned.has(message.message_id),
    reactions: stored.reactions,
    edits: stored.edits,
  };
}

function viewFile({ message, file }: StoredMessage): Pick<MessageView, "photo" | "document"> {
  if (file === undefined) return {};
  const { fileId, fileName, mimeType, bytes } = file;
  const [size] = message.photo ?? [];
  if (size === undefined) return { document: { fileId, fileName, mimeType, bytes } };
  return { photo: { fileId, fileName, mimeType, bytes, width: size.width, height: size.height } };
}
