import { badRequest } from "../errors.ts";
import { isRecord } from "../params.ts";
import type { MessageEntity } from "../types.ts";

const explicitTypes = new Set<string>([
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
  "custom_emoji",
  "date_time",
]);

/** Reads an `entities` parameter; kinds that the server finds by itself (mentions, links …) are ignored, as there. */
export function parseEntities(value: unknown, text: string): MessageEntity[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest("can't parse entities: expected an Array");
  return value.filter(isRecord).flatMap((item): MessageEntity[] => {
    const { type, offset, length } = item;
    if (typeof type !== "string" || typeof offset !== "number" || typeof length !== "number") {
      throw badRequest('can\'t parse MessageEntity: Can\'t find field "type", "offset" or "length"');
    }
    const isInside = offset >= 0 && length > 0 && offset + length <= text.length;
    return isInside && explicitTypes.has(type) ? [item as unknown as MessageEntity] : [];
  });
}
