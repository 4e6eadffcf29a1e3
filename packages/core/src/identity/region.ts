import { noLetterAfter, noLetterBefore, plainText } from "./plain-text.ts";
import { remembering } from "./remembering.ts";
import { codes, ingresses, regions, shortNames, wordyCodes } from "./regions.table.ts";

interface Place {
  readonly region: string;
  readonly city?: string;
}

/** Where a name says that a node is, and what else it says. */
export interface Places {
  /** Two letters each, in the order of the name; a relay's ingress in China is none. */
  readonly regions: readonly string[];
  readonly cities: readonly string[];
  /** The name without its places. */
  readonly rest: string;
}

/** Where an ingress stands for itself: a line from Shanghai to Japan is in Japan. */
const INGRESS = "CN";
const FIRST_FLAG_LETTER = 0x1f1e6;

const flags = /[\u{1F1E6}-\u{1F1FF}]{2}/gu;
const capitals = /(?<![A-Za-z])[A-Z]{2,3}(?![A-Za-z])/gu;
/** After a number, GB are gigabytes. */
const gigabytes = /\d[\s+]?$/;
/** Lower-case codes count as parts of a handle: `hk01`, `trojan-us-2`; alone they are words of any language. */
const lowerCodes = /(?<=^|[-_])[a-z]{2,3}(?=[-_]|\d+(?![a-z\d]))|(?<=[-_])[a-z]{2,3}$|(?<!\p{L})[a-z]{2,3}(?=\s\d)/gu;
const shorts = (() => {
  const ingress = `[${Object.keys(ingresses).join("")}]`;
  const short = Object.keys(shortNames).join("");
  const alone = `(?<![\\p{sc=Han}\\d]\\s?)[${short.replace("新", "")}](?=[\\s\\-_|#\\]]*(?:\\d|$))`;
  return new RegExp(
    `(?<!\\p{sc=Han})${ingress}[${short}](?![\\p{sc=Han}])|(?<!\\p{sc=Han})${ingress}[${short}](?=专|專|中|隧|线)|${alone}`,
    "gu",
  );
})();

const placeByWord: ReadonlyMap<string, Place> = new Map(
  Object.entries(regions).flatMap(([region, { names, cities = {} }]) => [
    ...names.map((name): [string, Place] => [name, { region }]),
    ...Object.entries(cities).flatMap(([city, spellings]) =>
      [city, ...spellings].map((name): [string, Place] => [name, { region, city }]),
    ),
  ]),
);

/** Longest first, so that 印度尼西亚 is not taken for 印度. Only scripts that part their words are held to whole ones. */
const words = (() => {
  const byLength = [...placeByWord.keys()].sort((one, other) => other.length - one.length);
  const isHan = (word: string): boolean => /\p{sc=Han}/u.test(word);
  const whole = byLength.filter((word) => !isHan(word)).join("|");
  return new RegExp(`${noLetterBefore}(?:${whole})${noLetterAfter}|${byLength.filter(isHan).join("|")}`, "giu");
})();

/** Every place of a name. A written name outweighs a flag (`🇨🇳 台湾 01` is in Taiwan), a flag a code. */
export function placesIn(name: string): Places {
  const found: Place[] = [];
  const isNear = (place: Place): boolean => found.length === 0 || found.some(({ region }) => region === place.region);
  const note = (...places: readonly Place[]): string => {
    found.push(...places);
    return " ";
  };
  let rest = plainText(name).replace(words, (word) => note(placeByWord.get(word.toLowerCase()) as Place));
  rest = rest.replace(shorts, (line) => note(...placesOfShort(line)));
  const isNamed = found.some(({ region }) => region !== INGRESS);
  rest = rest.replace(flags, (flag) => {
    const region = regionOfFlag(flag);
    return isNamed || region === INGRESS ? " " : note({ region });
  });
  const hasPlace = found.some(({ region }) => region !== INGRESS);
  const keepNear = (word: string, offset: number): string => {
    const place = placeOfCode(word, rest, offset);
    if (place === undefined || (hasPlace && !isNear(place))) return word;
    return note(place);
  };
  rest = rest.replace(capitals, keepNear);
  rest = /[A-Z]/.test(rest) ? rest : rest.replace(lowerCodes, keepNear);
  return summary(found, rest);
}

/**
 * Two letters (ISO 3166) guessed from a node's name: a region or city that it names, its flag, or a code that stands alone
 * (`HK 01`, `US-3`). Of a relay (`香港 → 日本`) the exit. Undefined where the name says nothing.
 */
export const regionOf = remembering((name): string | undefined => {
  const { regions: named } = placesIn(name);
  if (named.length < 2) return named[0] ?? (name.includes("🇨🇳") ? INGRESS : undefined);
  return /→|➜|➔|->|=>|>>/.test(name) ? named.at(-1) : named[0];
});

function summary(found: readonly Place[], rest: string): Places {
  const abroad = found.map(({ region }) => region).filter((region) => region !== INGRESS);
  const named = abroad.length > 0 ? abroad : found.map(({ region }) => region);
  const cities = found.flatMap(({ city }) => (city === undefined ? [] : [city]));
  return { regions: [...new Set(named)], cities: [...new Set(cities)], rest };
}

function placesOfShort(line: string): readonly Place[] {
  return [...line].flatMap((character): Place[] => {
    const region = shortNames[character];
    if (region !== undefined) return [{ region }];
    const city = ingresses[character];
    return city === undefined ? [] : [{ region: INGRESS, city }];
  });
}

function placeOfCode(word: string, text: string, offset: number): Place | undefined {
  const letters = word.toUpperCase();
  if (letters === "GB" && gigabytes.test(text.slice(0, offset))) return undefined;
  const around = text.slice(Math.max(0, offset - 1), offset + word.length + 2);
  if (wordyCodes.has(letters) && !/\d|^[[(【].*[\])】]/.test(around)) return undefined;
  const known = Object.hasOwn(codes, letters) ? codes[letters] : undefined;
  if (known !== undefined) return { region: known[0], ...(known[1] === undefined ? undefined : { city: known[1] }) };
  return Object.hasOwn(regions, letters) ? { region: letters } : undefined;
}

function regionOfFlag(flag: string): string {
  return String.fromCodePoint(...[...flag].map((letter) => (letter.codePointAt(0) ?? 0) - FIRST_FLAG_LETTER + 65));
}
