import type { MessageEntity } from "../types.ts";
import type { FormattedText } from "./html-entities.ts";

/** Formatted text as a tree: a piece of plain text, or a kind with what it holds and what it needs to be shown. */
export type TextNode =
  | string
  | {
      type: MessageEntity["type"];
      children: TextNode[];
      url?: string;
      language?: string;
      unixTime?: number;
      format?: string;
    };

/** Turns a list of entities into a tree; where two cross, the second is cut in two. */
export function textTree({ text, entities }: FormattedText): TextNode[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return branch(text, 0, text.length, sorted);
}

function branch(text: string, from: number, to: number, entities: readonly MessageEntity[]): TextNode[] {
  const nodes: TextNode[] = [];
  let position = from;
  let waiting = [...entities];
  for (let entity = waiting.shift(); entity !== undefined; entity = waiting.shift()) {
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset));
    const inner = waiting.filter((other) => other.offset < end);
    const crossing = inner.filter((other) => other.offset + other.length > end);
    nodes.push({ ...appearance(entity), children: branch(text, entity.offset, end, inner) });
    const rest = crossing.map((other) => ({ ...other, offset: end, length: other.offset + other.length - end }));
    waiting = [...rest, ...waiting.filter((other) => other.offset >= end)];
    position = end;
  }
  if (position < to) nodes.push(text.slice(position, to));
  return nodes;
}

function appearance(entity: MessageEntity): Omit<Exclude<TextNode, string>, "children"> {
  return {
    type: entity.type,
    ...(entity.url === undefined ? {} : { url: entity.url }),
    ...(entity.language === undefined ? {} : { language: entity.language }),
    ...(entity.unix_time === undefined ? {} : { unixTime: entity.unix_time }),
    ...(entity.date_time_format === undefined ? {} : { format: entity.date_time_format }),
  };
}

const htmlTags: Partial<Record<MessageEntity["type"], string>> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  spoiler: "tg-spoiler",
  blockquote: "blockquote",
  code: "code",
  pre: "pre",
};

/** The text as Telegram's HTML again, escaped; what the server marked by itself (links, commands …) stays plain. */
export function renderHtml(nodes: readonly TextNode[]): string {
  return nodes.map(renderNode).join("");
}

function renderNode(node: TextNode): string {
  if (typeof node === "string") return escapeHtml(node);
  const inner = renderHtml(node.children);
  const tag = htmlTags[node.type];
  switch (node.type) {
    case "text_link":
      return `<a href="${escapeHtml(node.url ?? "")}">${inner}</a>`;
    case "expandable_blockquote":
      return `<blockquote expandable>${inner}</blockquote>`;
    case "date_time":
      return `<tg-time unix="${node.unixTime ?? 0}" format="${escapeHtml(node.format ?? "")}">${inner}</tg-time>`;
    default:
      if (node.type === "pre" && node.language !== undefined) {
        return `<pre><code class="language-${escapeHtml(node.language)}">${inner}</code></pre>`;
      }
      return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
