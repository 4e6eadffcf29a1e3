import { remembering } from "@pointsman/core";
import { visible } from "../../text/name.ts";

const collator = new Intl.Collator("en");
/** What stands in the index for names that begin with a figure, and for those without a letter. */
const figure = "#";
const none = "*";

/** Under which letter a name stands in an index: its first one, behind flags and signs; one character. */
export const letterIn = remembering((name): string => {
  const [sign = none] = /[\p{L}\p{N}]/u.exec(visible(name).normalize("NFKC")) ?? [];
  if (/\p{N}/u.test(sign)) return figure;
  const [letter = none] = sign.toUpperCase();
  return letter;
});

/** How many of the names stand under each letter, in the order of an index. */
export function letterCounts(names: Iterable<string>): readonly { readonly letter: string; readonly count: number }[] {
  const namesUnder = Map.groupBy(names, letterIn);
  return Array.from(namesUnder, ([letter, { length: count }]) => ({ letter, count })).toSorted((a, b) =>
    collator.compare(a.letter, b.letter),
  );
}
