import { type TagClass, tags, volatile } from "./name-words.table.ts";
import { MAX_READ, noLetterAfter, noLetterBefore, plainText } from "./plain-text.ts";
import { placesIn } from "./region.ts";

/** What a node's name says, apart from what changes from day to day. Each list is sorted, but for the numbers. */
export interface NameParts {
  readonly regions: readonly string[];
  readonly cities: readonly string[];
  /** In the order of the name, without leading zeros. */
  readonly numbers: readonly string[];
  readonly lines: readonly string[];
  readonly plans: readonly string[];
  readonly protocols: readonly string[];
  readonly badges: readonly string[];
  /** Random marks (`3fa9c1`), which some providers change with each update. */
  readonly marks: readonly string[];
  readonly words: readonly string[];
}

const isHan = (text: string): boolean => /\p{sc=Han}/u.test(text);

const tagBySpelling: ReadonlyMap<string, readonly [TagClass, string]> = new Map(
  Object.entries(tags).flatMap(([tagClass, names]) =>
    Object.entries(names).flatMap(([name, spellings]) =>
      [name, ...spellings].map((spelling) => [spelling, [tagClass as TagClass, name]] as const),
    ),
  ),
);

const literal = (text: string): string => text.replace(/[+]/g, "\\$&");

/**
 * A tag, a number, a word of one script with what is glued to it (`premium2`, `10gbps`). Longer tags first; one of digits
 * (`9929`) is no part of a longer number, one of letters no part of a word; Chinese ones part the text that they stand in.
 */
const token = (() => {
  const byLength = [...tagBySpelling.keys()].sort((one, other) => other.length - one.length);
  const whole = byLength.filter((word) => !isHan(word) && !/^\d/.test(word)).map(literal);
  const digits = byLength.filter((word) => /^\d/.test(word)).join("|");
  const han = byLength.filter(isHan).join("|");
  const tag = `${noLetterBefore}(?:${whole.join("|")})${noLetterAfter}|(?<!\\d)(?:${digits})(?!\\d)|${han}`;
  const word = "\\d+(?![\\p{L}\\d])|[\\p{L}\\d]+?(?=\\p{sc=Han}|[^\\p{L}\\d]|$)";
  return new RegExp(`(?<tag>${tag})|\\p{sc=Han}+?(?=${han}|\\P{sc=Han}|$)|${word}`, "gu");
})();

const isMark = (word: string): boolean =>
  /^(?=.*\d)(?=.*[a-z])[a-z\d]{5,}$/.test(word) && (/^[\da-f]+$/.test(word) || /\d[a-z]+\d|[a-z]\d+[a-z]/.test(word));

const nothing: NameParts = {
  regions: [],
  cities: [],
  numbers: [],
  lines: [],
  plans: [],
  protocols: [],
  badges: [],
  marks: [],
  words: [],
};

/** Takes a node's name apart. One too long to be read whole says only itself. */
export function nameParts(name: string): NameParts {
  if (name.length > MAX_READ) return { ...nothing, words: [name] };
  const stable = withoutVolatile(plainText(name));
  const { regions, cities, rest } = placesIn(stable);
  const found: Record<TagClass | "number" | "mark" | "word", string[]> = {
    line: [],
    plan: [],
    protocol: [],
    badge: [],
    none: [],
    number: [],
    mark: [],
    word: [],
  };
  for (const match of rest.toLowerCase().matchAll(token)) {
    const [kind, text] = readToken(match[0], match.groups?.["tag"] !== undefined);
    found[kind].push(text);
  }
  const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
  return {
    regions: sorted(regions),
    cities: sorted(cities),
    numbers: found.number,
    lines: sorted(found.line),
    plans: sorted(found.plan),
    protocols: sorted(found.protocol),
    badges: sorted(found.badge),
    marks: sorted(found.mark),
    words: sorted(found.word),
  };
}

/**
 * What stays of a node's name when a subscription renames it: region, city, number, line, protocol and words, each in one
 * spelling (`🇭🇰 香港01 [2.0x]` and `HK 1 | 35ms` are both `hk 1`). Names that say nothing lasting stay as they are.
 */
export function canonicalName(name: string): string {
  return canonicalOf(name, nameParts(name));
}

/** The canonical name of a name that is taken apart already. */
export function canonicalOf(name: string, parts: NameParts): string {
  const { regions, cities, numbers, lines, plans, protocols, badges, marks, words } = parts;
  const said = [...regions, ...cities, ...numbers, ...lines, ...plans, ...protocols, ...badges, ...marks, ...words];
  return said.length === 0 ? name : said.join(" ").toLowerCase();
}

function withoutVolatile(text: string): string {
  return volatile.reduce((stable, each) => stable.replace(each, " "), text);
}

function readToken(text: string, isTag: boolean): readonly [TagClass | "number" | "mark" | "word", string] {
  const known = isTag ? tagBySpelling.get(text) : undefined;
  if (known !== undefined) return known;
  const short = text.replace(/(?<!\d)0+(?=\d)/g, "");
  if (/^\d+$/.test(short)) return ["number", short];
  return [isMark(text) ? "mark" : "word", short];
}
