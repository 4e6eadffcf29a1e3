import type { EntityType, MessageEntity } from "../types.ts";
import { linkTarget } from "./link-target.ts";

/** What the server marks by itself; the first group is the marked part. Order decides where two would overlap. */
const patterns: [EntityType, RegExp][] = [
  ["url", /(?<![\w@.])((?:https?:\/\/|tg:\/\/)[^\s<>"]+[^\s<>".,;:!?)\]}'])/giu],
  ["email", /(?<![\w.+-])([\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})/giu],
  [
    "url",
    /(?<![\w@./-])((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|app|lan|cn|hk|jp|us|uk|de|ru|tv|xyz|info)(?:\/[^\s<>"]*)?)(?![\w-])/giu,
  ],
  ["mention", /(?<![\w@/])(@[a-z]\w{3,31})(?!\w)/giu],
  ["bot_command", /(?<![\w/<>])(\/[a-z0-9_]{1,64}(?:@[a-z]\w{2,31})?)(?![\w/@])/giu],
  ["hashtag", /(?<![\p{L}\p{N}_#@/])(#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,255})/giu],
];

/** Mentions, commands, links, addresses and hashtags that stand in a plain text. */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const length = match[0].length;
      const isTaken = found.some(
        (other) => match.index < other.offset + other.length && other.offset < match.index + length,
      );
      if (!isTaken && (type !== "url" || linkTarget(match[0]) !== undefined)) {
        found.push({ type, offset: match.index, length });
      }
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}
