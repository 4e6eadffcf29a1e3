import { remembering } from "@pointsman/core";
import { nameHash } from "./slug.ts";

/** Home Assistant counts a state's length in code points, and refuses more than this. */
const maxLabelLength = 255;

/** The entry of a pin's list that lets the group choose by itself. No node ever has this label. */
export const automatic = "(auto)";

/** Words that Home Assistant reads as "no state", in any case, and our own entry. */
const reserved = new Set(["none", "unknown", "unavailable", automatic]);

/** What Home Assistant shows for a name. A bijection over one list: no two names share a label, and the way back is exact. */
export interface LabelBook {
  labelOf(name: string): string;
  /** The name behind a label, or behind the exact name itself. */
  nameOf(labelOrName: string): string | undefined;
}

/**
 * A label is the name itself wherever Home Assistant can carry it; else a cleaned form with four or more hex digits of the
 * name's hash. Large houses have the same thousands of names in hundreds of groups: what is not asked for is not made.
 */
export function labelBook(names: Iterable<string>): LabelBook {
  const list = [...names];
  const odd = new Set(list.filter((name) => !isCarried(name)));
  let members: ReadonlySet<string> | undefined;
  const isMember = (name: string): boolean => (members ??= new Set(list)).has(name);
  const labels = new Map<string, string>();
  const back = new Map<string, string>();
  for (const name of odd) {
    const isTaken = (label: string): boolean => back.has(label) || (!odd.has(label) && isMember(label));
    let digits = 4;
    while (isTaken(cleaned(name, digits)) && digits < 64) digits += 4;
    labels.set(name, cleaned(name, digits));
    back.set(cleaned(name, digits), name);
  }
  return {
    labelOf: (name) => labels.get(name) ?? (isCarried(name) ? name : cleaned(name, 4)),
    nameOf: (value) => back.get(value) ?? (isMember(value) ? value : undefined),
  };
}

/** Whether Home Assistant keeps this text as a state, byte for byte. */
const isCarried = remembering((name): boolean => {
  if (name.trim() === "" || name !== name.trim() || reserved.has(name.toLowerCase())) return false;
  if (/\p{Cc}|\p{Cs}/u.test(name)) return false;
  return [...name].length <= maxLabelLength;
});

function cleaned(name: string, digits: number): string {
  const suffix = ` ~${nameHash(name).slice(0, digits)}`;
  const text = [
    ...name
      .toWellFormed()
      .replace(/\p{Cc}+/gu, " ")
      .trim(),
  ]
    .slice(0, maxLabelLength - suffix.length)
    .join("");
  return `${text}${suffix}`.trimStart();
}
