import { copy, richText } from "./rich-text.js";
import { locale, words } from "./words.js";

const clock = (ms) => new Date(ms).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hour12: false });
const day = (ms) => new Date(ms).toLocaleDateString(locale(), { day: "numeric", month: "long" });

/**
 * One message as a list item: bubble, file, reactions and the keyboard below.
 * @param {object} message as the server's stream sends it
 * @param {object} context who looks on, who is who, and what a click does
 */
export function renderMessage(message, context) {
  const item = document.createElement("li");
  item.dataset.id = String(message.messageId);
  item.dataset.day = day(message.date * 1000);
  if (message.pinnedMessageId !== undefined) {
    item.className = "service";
    item.append(make("span", "", words().pinned(context.bot.name)));
    return item;
  }
  const isOwn = message.from === context.me;
  item.className = isOwn ? "own" : "other";
  const bubble = make("div", message.photo === undefined ? "bubble" : "bubble with-photo");
  if (!isOwn && context.isGroup) bubble.append(sender(message, context));
  if (message.replyTo !== undefined) bubble.append(quotedReply(message.replyTo, context));
  if (message.photo !== undefined) bubble.append(photo(message.photo, context));
  if (message.document !== undefined) bubble.append(file(message.document));
  if (message.tree.length > 0) {
    const text = make("div", "text");
    text.append(richText(message.tree, context.actions));
    bubble.append(text);
  }
  if (message.reactions.length > 0) bubble.append(make("div", "reactions", message.reactions.join(" ")));
  bubble.append(meta(message, isOwn));
  const column = make("div", "column");
  column.append(bubble);
  if (message.buttons.length > 0) column.append(keyboard(message, context));
  item.append(column);
  return item;
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function sender(message, context) {
  const name = message.from === "bot" ? context.bot.name : (context.people.get(message.from) ?? words().somebody);
  const line = make("div", "sender", name);
  line.dataset.colour = String(Math.abs(message.from === "bot" ? 4 : message.from) % 7);
  return line;
}

function quotedReply(messageId, context) {
  const quote = make("button", "quoted");
  const original = context.find(messageId);
  const name = original?.from === "bot" ? context.bot.name : (context.people.get(original?.from) ?? words().deleted);
  quote.append(make("strong", "", name), make("span", "", original?.text.slice(0, 80) ?? ""));
  quote.addEventListener("click", () => context.actions.jumpTo(messageId));
  return quote;
}

function photo({ fileId, width, height }, context) {
  const image = document.createElement("img");
  image.src = `files/${encodeURIComponent(fileId)}`;
  image.width = width;
  image.height = height;
  image.alt = words().photo;
  image.addEventListener("click", () => context.actions.viewPhoto(image.src));
  return image;
}

function file({ fileId, fileName, size }) {
  const anchor = make("a", "file");
  anchor.href = `files/${encodeURIComponent(fileId)}`;
  anchor.download = fileName;
  const label = make("span", "file-label");
  label.append(make("strong", "", fileName), make("span", "file-size", readableSize(size)));
  anchor.append(make("span", "file-icon"), label);
  return anchor;
}

function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function meta(message, isOwn) {
  const line = make("span", "meta");
  if (message.editDate !== undefined) line.append(make("span", "edited", `${words().edited} `));
  line.append(clock(message.date * 1000));
  if (isOwn) line.append(make("span", "ticks"));
  return line;
}

function keyboard(message, context) {
  const block = make("div", "keyboard");
  for (const row of message.buttons) {
    const line = make("div", "keyboard-row");
    for (const button of row) line.append(keyboardButton(message, button, context));
    block.append(line);
  }
  return block;
}

function keyboardButton(message, button, context) {
  const element = make("button", `key ${button.style ?? ""}`);
  element.append(make("span", "key-label", button.text));
  element.title = button.text;
  if (button.callback_data !== undefined) {
    element.dataset.data = button.callback_data;
    element.classList.toggle("waiting", context.isPending(message.messageId, button.callback_data));
    element.addEventListener("click", () => context.actions.press(message.messageId, button.callback_data));
  } else if (button.url !== undefined) {
    element.classList.add("opens");
    element.addEventListener("click", () => window.open(button.url, "_blank", "noopener,noreferrer"));
  } else if (button.copy_text !== undefined) {
    element.classList.add("copies");
    element.addEventListener("click", () => void copy(button.copy_text.text, context.actions.say));
  }
  return element;
}
