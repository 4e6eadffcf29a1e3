import { badRequest } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { jsonParam, textParam, type Params } from "../params.ts";
import type { MessageEntity } from "../types.ts";
import { parseEntities } from "./entity-list.ts";
import { findEntities } from "./find-entities.ts";
import { type FormattedText, parseHtml } from "./html-entities.ts";

/**
 * Reads a text parameter with its `parse_mode` or its list of entities, and brings it into the form the server keeps:
 * control characters gone, ends trimmed, entities sorted and cut to the limit.
 */
export function readFormattedText(params: Params, name: string, entitiesName: string, limits: Limits): FormattedText {
  const source = textParam(params, name);
  const parseMode = textParam(params, "parse_mode").toLowerCase();
  if (parseMode !== "" && parseMode !== "html") {
    throw badRequest(parseMode.startsWith("markdown") ? "this server reads HTML only" : "unsupported parse_mode");
  }
  const explicit =
    parseMode === "html"
      ? parseHtml(source)
      : { text: source, entities: parseEntities(jsonParam(params, entitiesName, "entities"), source) };
  const { text, entities } = trim(withoutControls(explicit));
  // What shows nothing counts as no text at all.
  if (/^[\s\u00AD\u200B-\u200F\u2060-\u206F\u3164\uFEFF]*$/.test(text)) return { text: "", entities: [] };
  const nested = untangle(entities);
  const found = findEntities(text).filter((entity) => !nested.some((other) => overlaps(entity, other)));
  return { text, entities: sorted([...nested, ...found]).slice(0, limits.entities) };
}

/** The server turns control characters, tabs too, into spaces and drops carriage returns and direction marks. */
function withoutControls(formatted: FormattedText): FormattedText {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  const text = formatted.text.replaceAll(/[\u0000-\u0009\u000B\u000C\u000E-\u001F]/g, " ");
  return removeAll({ text, entities: formatted.entities }, /[\r\u2028-\u202E]/g);
}

/** Spaces and line breaks go at the end, and at the beginning as far as no entity holds them. */
function trim({ text, entities }: FormattedText): FormattedText {
  const kept = text.replace(/[ \n]+$/, "");
  const leading = /^[ \n]*/.exec(kept)?.[0].length ?? 0;
  const start = Math.min(leading, ...entities.map((entity) => entity.offset));
  return {
    text: kept.slice(start),
    entities: entities.flatMap((entity) => {
      const from = Math.max(entity.offset, start);
      const to = Math.min(entity.offset + entity.length, kept.length);
      return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
    }),
  };
}

function removeAll({ text, entities }: FormattedText, pattern: RegExp): FormattedText {
  const gone = [...text.matchAll(pattern)].map((match) => match.index);
  if (gone.length === 0) return { text, entities };
  const shift = (position: number): number => position - gone.filter((index) => index < position).length;
  return {
    text: text.replaceAll(pattern, ""),
    entities: entities.flatMap((entity) => {
      const offset = shift(entity.offset);
      const length = shift(entity.offset + entity.length) - offset;
      return length > 0 ? [{ ...entity, offset, length }] : [];
    }),
  };
}

/** Code holds no other entity and quotes hold no quote; an entity around code is cut open around it. */
function untangle(entities: readonly MessageEntity[]): MessageEntity[] {
  const code = entities.filter(isCode);
  const quotes = sorted(entities.filter(isQuote));
  const kept: MessageEntity[] = [];
  for (const entity of entities) {
    if (isCode(entity)) {
      if (!code.some((other) => other !== entity && contains(other, entity))) kept.push(entity);
    } else if (isQuote(entity)) {
      const outer = quotes.find((other) => other !== entity && overlaps(other, entity));
      if (outer === undefined || quotes.indexOf(entity) < quotes.indexOf(outer)) kept.push(entity);
    } else kept.push(...cutAround(entity, code));
  }
  return kept;
}

function cutAround(entity: MessageEntity, holes: readonly MessageEntity[]): MessageEntity[] {
  let pieces = [entity];
  for (const hole of holes) {
    pieces = pieces.flatMap((piece) => {
      if (!overlaps(piece, hole)) return [piece];
      const before = { ...piece, length: hole.offset - piece.offset };
      const after = { ...piece, offset: end(hole), length: end(piece) - end(hole) };
      return [before, after].filter((part) => part.length > 0);
    });
  }
  return pieces;
}

function sorted(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

const isCode = (entity: MessageEntity): boolean => entity.type === "code" || entity.type === "pre";
const isQuote = (entity: MessageEntity): boolean =>
  entity.type === "blockquote" || entity.type === "expandable_blockquote";
const end = (entity: MessageEntity): number => entity.offset + entity.length;
const overlaps = (a: MessageEntity, b: MessageEntity): boolean => a.offset < end(b) && b.offset < end(a);
const contains = (a: MessageEntity, b: MessageEntity): boolean => a.offset <= b.offset && end(b) <= end(a);
