import { amountsIn, type Amount } from "./amounts.ts";
import { dayIn } from "./calendar-days.ts";
import { announcements, expiryWords, leftWords, subjects } from "./info-words.table.ts";
import { plainText } from "./plain-text.ts";
import { placesIn } from "./region.ts";
import { remembering } from "./remembering.ts";

/** What a pseudo-node's text tells about the subscription: a hint, as the text is for people. */
export interface Tells {
  /** Bytes of the quota that are left. */
  readonly left?: number;
  /** The last day, `YYYY-MM-DD`, in the provider's own time zone. */
  readonly expires?: string;
}

/** What a name in a subscription is: a way out, or news in disguise and what it tells. */
export type NameClass = { readonly kind: "node" } | { readonly kind: "info"; readonly tells?: Tells };

const address = /https?:\/\/|\bwww\.|\bt(?:elegram)?\.me\//;
const domain = /(?<![\w@])(?:[a-z\d-]+\.)+[a-z]{2,}\b/;
const handle = /(?:^|[^\w])@[a-z]\w{3,}/;
const percentage = /\d\s?%/;
const daysLeft = /\d+\s?(?:天|日|days?\b|дн|روز)/;
/** What makes news of a subject, besides amounts and days. */
const facts = [handle, domain, daysLeft, percentage, /:/];
const banner = /([-=_─—━*~↓⬇👇])(?:\s?\1){2,}/u;
const rate = /(?<![a-z])[x×*]\s?\d+(?:\.\d+)?|\d+(?:\.\d+)?\s?(?:倍|[x×])|\d+\.\d+/g;
/** A number that tells one node from the next, when amounts, dates, rates and days are gone. */
const nodeNumber = /(?<![\d.])\d{1,3}(?![\d.%])/;

/**
 * Tells a subscription's pseudo-nodes ("剩余流量：99 GB", "Expires 2026-12-31", "Осталось 12 GB") from nodes, by the name
 * alone. A word that only a subscription says about itself makes news, one that a node may be named after does so beside a
 * fact; a place with a number outweighs both.
 */
export const classifyName = remembering(classify);

/** True for a subscription's pseudo-node: never a way out. */
export function isInfoNode(name: string): boolean {
  return classifyName(name).kind === "info";
}

function classify(name: string): NameClass {
  const text = plainText(name).toLowerCase();
  const amounts = amountsIn(text);
  const day = dayIn(text);
  if (!isNews(name, text, amounts, day)) return { kind: "node" };
  const left = leftOf(text, amounts);
  const expires = day !== undefined && expiryWords.test(text) ? day : undefined;
  if (left === undefined && expires === undefined) return { kind: "info" };
  return {
    kind: "info",
    tells: { ...(left === undefined ? undefined : { left }), ...(expires === undefined ? undefined : { expires }) },
  };
}

function isNews(name: string, text: string, amounts: readonly Amount[], day: string | undefined): boolean {
  const { regions, rest } = placesIn(name);
  const isPlace = regions.length > 0;
  const isNumbered = isPlace && nodeNumber.test(withoutFacts(rest.toLowerCase()));
  const hasQuantity = amounts.length > 0 || day !== undefined;
  if (announcements.some((each) => each.test(text))) return !isNumbered || hasQuantity;
  if (isNumbered) return false;
  if (address.test(text) || isBanner(text)) return true;
  if (isPlace) return false;
  if (amounts.length > 1 || (hasQuantity && !/\p{L}/u.test(withoutFacts(text)))) return true;
  const hasFact = hasQuantity || facts.some((each) => each.test(text));
  return hasFact && subjects.some((each) => each.test(text));
}

function withoutFacts(text: string): string {
  const bare = [...amountsIn(text)].reduceRight((kept, { start, end }) => kept.slice(0, start) + kept.slice(end), text);
  return bare
    .replace(
      /\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}:\d{2}(?::\d{2})?/g,
      " ",
    )
    .replace(rate, " ")
    .replace(daysLeft, " ");
}

/** A line of strokes or arrows that parts a list: nothing else, or a heading between them. */
function isBanner(text: string): boolean {
  return banner.test(text) || /^[\s\-=_─—━*~|·.]{3,}$/.test(text);
}

/** An amount beside a word for "left", else what the smaller of two leaves of the larger: used and total, by convention. */
function leftOf(text: string, amounts: readonly Amount[]): number | undefined {
  const word = leftWords.exec(text);
  if (word !== null) return (amounts.find(({ start }) => start >= word.index) ?? amounts.at(-1))?.bytes;
  const [used, total] = amounts;
  return used === undefined || total === undefined || used.bytes > total.bytes ? undefined : total.bytes - used.bytes;
}
