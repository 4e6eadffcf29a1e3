import { badRequest } from "../errors.ts";
import type { EntityType, MessageEntity } from "../types.ts";
import { linkTarget } from "./link-target.ts";

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

type Attributes = Record<string, string>;

interface OpenTag {
  name: string;
  attributes: Attributes;
  offset: number;
}

const simpleTags: Record<string, EntityType> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
};

const supportedTags = new Set([...Object.keys(simpleTags), "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"]);

const namedReferences: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Text in Telegram's HTML style, taken apart as the server does it: its supported tags, its strictness about closing
 * them, its four named references (any other stays as written), its messages with byte offsets.
 */
export function parseHtml(source: string): FormattedText {
  const state = { source, position: 0, text: "", entities: [] as MessageEntity[], open: [] as OpenTag[] };
  while (state.position < source.length) {
    const character = source[state.position] ?? "";
    if (character === "&") {
      const reference = readReference(source, state.position);
      state.text += reference.text;
      state.position = reference.end;
    } else if (character !== "<") {
      state.text += character;
      state.position += 1;
    } else if (source[state.position + 1] === "/") closeTag(state);
    else openTag(state);
  }
  const unclosed = state.open.at(-1);
  if (unclosed !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text: state.text, entities: state.entities };
}

interface ParserState {
  source: string;
  position: number;
  text: string;
  entities: MessageEntity[];
  open: OpenTag[];
}

function openTag(state: ParserState): void {
  const { source, position: begin } = state;
  const name = /^[^\s>]*/.exec(source.slice(begin + 1))?.[0] ?? "";
  let position = begin + 1 + name.length;
  if (position >= source.length) throw unparsable(`Unclosed start tag at byte offset ${bytes(source, begin)}`);
  const tag = name.toLowerCase();
  if (!supportedTags.has(tag))
    throw unparsable(`Unsupported start tag "${tag}" at byte offset ${bytes(source, begin)}`);
  const attributes: Attributes = {};
  for (;;) {
    position = skipSpaces(source, position);
    if (source[position] === ">") break;
    const attribute = readAttribute(source, position, begin, tag);
    attributes[attribute.name] = attribute.value;
    position = attribute.end;
  }
  if (tag === "span" && attributes["class"] !== "tg-spoiler") {
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${bytes(source, begin)}`);
  }
  state.open.push({ name: tag, attributes, offset: state.text.length });
  state.position = position + 1;
}

function readAttribute(
  source: string,
  from: number,
  tagBegin: number,
  tag: string,
): { name: string; value: string; end: number } {
  const name = /^[^\s=>]*/.exec(source.slice(from))?.[0] ?? "";
  const where = `at byte offset ${bytes(source, tagBegin)}`;
  if (name === "" && from < source.length) throw unparsable(`Empty attribute name in the tag "${tag}" ${where}`);
  let position = skipSpaces(source, from + name.length);
  if (position >= source.length) throw unparsable(`Unclosed start tag "${tag}" ${where}`);
  if (source[position] !== "=") {
    if (tag === "blockquote" && name === "expandable") return { name, value: "", end: position };
    throw unparsable(`Expected equal sign in declaration of an attribute of the tag "${tag}" ${where}`);
  }
  position = skipSpaces(source, position + 1);
  const value = readAttributeValue(source, position, tagBegin);
  if (value.end >= source.length) throw unparsable(`Unclosed start tag ${where}`);
  return { name: name.toLowerCase(), ...value };
}

function readAttributeValue(source: string, from: number, tagBegin: number): { value: string; end: number } {
  if (from >= source.length) throw unparsable(`Unclosed start tag at byte offset ${bytes(source, tagBegin)}`);
  const quote = source[from] ?? "";
  if (quote !== '"' && quote !== "'") {
    const token = /^[A-Za-z0-9.-]*/.exec(source.slice(from))?.[0] ?? "";
    const next = source[from + token.length] ?? "";
    if (next !== "" && !/[\s>]/.test(next)) {
      throw unparsable(`Unexpected end of name token at byte offset ${bytes(source, from)}`);
    }
    return { value: token.toLowerCase(), end: from + token.length };
  }
  const end = source.indexOf(quote, from + 1);
  if (end === -1) return { value: "", end: source.length };
  return { value: decodeReferences(source.slice(from + 1, end)), end: end + 1 };
}

function closeTag(state: ParserState): void {
  const { source, position: begin } = state;
  const where = `at byte offset ${bytes(source, begin)}`;
  const opened = state.open.pop();
  if (opened === undefined) throw unparsable(`Unexpected end tag ${where}`);
  const name = /^[^\s>]*/.exec(source.slice(begin + 2))?.[0] ?? "";
  const end = skipSpaces(source, begin + 2 + name.length);
  if (source[end] !== ">") throw unparsable(`Unclosed end tag ${where}`);
  if (name !== "" && name !== opened.name) {
    throw unparsable(`Unmatched end tag ${where}, expected "</${opened.name}>", found "</${name}>"`);
  }
  state.position = end + 1;
  const length = state.text.length - opened.offset;
  if (length > 0) addEntity(state, opened, length);
}

function addEntity(state: ParserState, opened: OpenTag, length: number): void {
  const place = { offset: opened.offset, length };
  const { attributes } = opened;
  switch (opened.name) {
    case "a": {
      const url = linkTarget(attributes["href"] ?? state.text.slice(opened.offset));
      if (url !== undefined) state.entities.push({ type: "text_link", ...place, url });
      return;
    }
    case "code":
    case "pre":
      addCode(state.entities, { type: opened.name, ...place }, attributes["class"] ?? "");
      return;
    case "blockquote":
      state.entities.push({
        type: attributes["expandable"] === undefined ? "blockquote" : "expandable_blockquote",
        ...place,
      });
      return;
    case "tg-emoji": {
      const id = attributes["emoji-id"] ?? "";
      if (!/^[1-9]\d{0,18}$/.test(id)) throw unparsable("Invalid custom emoji identifier specified");
      state.entities.push({ type: "custom_emoji", ...place, custom_emoji_id: id });
      return;
    }
    case "tg-time":
      state.entities.push({ type: "date_time", ...place, ...dateTime(attributes) });
      return;
    default:
      state.entities.push({ type: simpleTags[opened.name] ?? "bold", ...place });
  }
}

/** `<pre><code class="language-x">` (in either order of nesting) is one block with a language. */
function addCode(entities: MessageEntity[], entity: MessageEntity, className: string): void {
  const language = className.startsWith("language-") ? className.slice("language-".length) : "";
  const inner = entities.at(-1);
  const isSamePlace = inner?.offset === entity.offset && inner.length === entity.length;
  if (entity.type === "pre" && isSamePlace && inner.type === "code") {
    inner.type = "pre";
    return;
  }
  if (entity.type === "code" && isSamePlace && inner.type === "pre") {
    if (language !== "") inner.language = language;
    return;
  }
  entities.push(entity.type === "code" && language !== "" ? { ...entity, language } : entity);
}

function dateTime(attributes: Attributes): { unix_time: number; date_time_format: string } {
  const unix = attributes["unix"] ?? "";
  const format = attributes["format"] ?? "";
  if (!/^\d{1,10}$/.test(unix)) throw unparsable("Invalid date specified");
  if (!/^(r|w?[dD]?[tT]?)$/.test(format)) throw unparsable("Invalid date format specified");
  return { unix_time: Number(unix), date_time_format: format };
}

function decodeReferences(source: string): string {
  let text = "";
  for (let position = 0; position < source.length; ) {
    const reference = readReference(source, position);
    text += reference.text;
    position = reference.end;
  }
  return text;
}

function readReference(source: string, from: number): { text: string; end: number } {
  const match = /^&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]+));?/i.exec(source.slice(from, from + 12));
  const [whole = "", hex, decimal, name] = match ?? [];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  if (code > 0 && code <= 0x10ffff) return { text: String.fromCodePoint(code), end: from + whole.length };
  const named = name === undefined ? undefined : namedReferences[name];
  if (named !== undefined) return { text: named, end: from + whole.length };
  return { text: source[from] ?? "", end: from + 1 };
}

function skipSpaces(source: string, from: number): number {
  let position = from;
  while (/\s/.test(source[position] ?? "")) position += 1;
  return position;
}

function bytes(source: string, position: number): number {
  return Buffer.byteLength(source.slice(0, position));
}

function unparsable(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
