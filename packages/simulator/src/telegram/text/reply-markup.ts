import { badRequest } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { isRecord, jsonParam, type Params } from "../params.ts";
import type { ButtonStyle, InlineButton, InlineKeyboard, ReplyMarkup } from "../types.ts";
import { linkTarget } from "./link-target.ts";

/** Reads `reply_markup` with the server's limits; `undefined` where there is none. */
export function readReplyMarkup(params: Params, limits: Limits): ReplyMarkup | undefined {
  const value = jsonParam(params, "reply_markup", "reply keyboard markup");
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw badRequest("object expected as reply markup");
  if (value["inline_keyboard"] !== undefined) return readInlineKeyboard(value["inline_keyboard"], limits);
  if (value["force_reply"] === true || value["remove_keyboard"] === true) return value as unknown as ReplyMarkup;
  if (value["keyboard"] === undefined) return undefined;
  if (!isRows(value["keyboard"])) throw badRequest('field "keyboard" must be an Array of Arrays');
  return { ...value, keyboard: value["keyboard"] };
}

/** The keyboard that may stand below an edited message; no other kind of markup can be edited in. */
export function readInlineMarkup(params: Params, limits: Limits): InlineKeyboard | undefined {
  const markup = readReplyMarkup(params, limits);
  return markup !== undefined && isInlineKeyboard(markup) ? markup : undefined;
}

export function isInlineKeyboard(markup: ReplyMarkup): markup is InlineKeyboard {
  return "inline_keyboard" in markup;
}

function readInlineKeyboard(rows: unknown, limits: Limits): InlineKeyboard | undefined {
  if (!isRows(rows)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
  const keyboard = rows.map((row) => row.map((button) => readButton(button, limits))).filter((row) => row.length > 0);
  const count = keyboard.reduce((sum, row) => sum + row.length, 0);
  if (count === 0) return undefined;
  const markup: InlineKeyboard = { inline_keyboard: keyboard };
  const isTooWide = keyboard.some((row) => row.length > limits.buttonsPerRow);
  if (count > limits.buttons || isTooWide || Buffer.byteLength(JSON.stringify(markup)) > limits.markupBytes) {
    throw badRequest("reply markup is too long");
  }
  return markup;
}

function isRows(value: unknown): value is unknown[][] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row));
}

const styles: ReadonlySet<unknown> = new Set<ButtonStyle>(["danger", "success", "primary"]);

function readButton(value: unknown, limits: Limits): InlineButton {
  const wrong = (reason: string): Error => badRequest(`can't parse inline keyboard button: ${reason}`);
  if (!isRecord(value)) throw wrong("InlineKeyboardButton must be an Object");
  const { text, style } = value;
  if (text === undefined) throw wrong('Can\'t find field "text"');
  if (typeof text !== "string") throw wrong('Field "text" must be of type String');
  if (style !== undefined && style !== "" && !styles.has(style)) throw wrong("Invalid button style specified");
  if (text.trim() === "") throw badRequest("BUTTON_TEXT_INVALID");
  const label = { text, ...(styles.has(style) ? { style: style as ButtonStyle } : {}) };
  return { ...label, ...readAction(value, limits, wrong) };
}

function readAction(
  value: Record<string, unknown>,
  limits: Limits,
  wrong: (reason: string) => Error,
): Partial<InlineButton> {
  const { url, callback_data: data, copy_text: copy } = value;
  if (isFilled(url)) return { url: readUrl(url) };
  if (isFilled(data)) {
    if (Buffer.byteLength(data) > limits.callbackDataBytes) throw badRequest("BUTTON_DATA_INVALID");
    return { callback_data: data };
  }
  for (const name of ["switch_inline_query", "switch_inline_query_current_chat"] as const) {
    const query = value[name];
    if (typeof query === "string") return { [name]: query };
  }
  if (copy !== undefined) {
    if (!isRecord(copy) || typeof copy["text"] !== "string") throw wrong('Can\'t find field "text"');
    if (copy["text"] === "" || copy["text"].length > limits.copyTextLength)
      throw badRequest("BUTTON_COPY_TEXT_INVALID");
    return { copy_text: { text: copy["text"] } };
  }
  throw wrong("Text buttons are unallowed in the inline keyboard");
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function readUrl(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && !["http", "https", "tg", "ton"].includes(scheme) && !/^[^:]+:\d/.test(url)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Unsupported URL protocol`);
  }
  const target = linkTarget(url);
  if (target === undefined) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  return target;
}
