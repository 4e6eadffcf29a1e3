import type { Narrowing } from "../../callback/field.ts";
import type { Locale } from "../../locales/index.ts";
import { shortName } from "../../text/name.ts";
import { regionLabel } from "./region-label.ts";

function filled(narrowing: { readonly [Key in keyof Narrowing]?: Narrowing[Key] | undefined }): Narrowing | undefined {
  const given = Object.entries(narrowing).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Narrowing);
}

/** Cut down by this as well, or instead of what it was cut down by before. */
export function more(only: Narrowing | undefined, wanted: Narrowing): Narrowing {
  return { ...only, ...wanted };
}

/** Not cut down by that any more. Undefined: by nothing is left. */
export function less(only: Narrowing | undefined, what: keyof Narrowing): Narrowing | undefined {
  return filled({ ...only, [what]: undefined });
}

/** Taken off where it is on, put on where it is not. */
export function toggled(only: Narrowing | undefined, wanted: Narrowing): Narrowing | undefined {
  const entries = Object.entries(wanted) as [keyof Narrowing, Narrowing[keyof Narrowing]][];
  const isOn = entries.every(([what, value]) => only?.[what] === value);
  if (!isOn) return more(only, wanted);
  return filled({ ...only, ...Object.fromEntries(entries.map(([what]) => [what, undefined])) });
}

/** What the references in a part stand for; absent where there is nothing of that kind any more. */
export interface PartNames {
  /** "": the config itself. */
  readonly provider?: string;
  readonly protocol?: string;
}

/** A provider as people call it. */
export function providerWord(provider: string, t: Locale): string {
  return provider === "" ? t.list.ownNodes : provider;
}

/** What the list is cut down by, in words. */
export function partWords(only: Narrowing | undefined, names: PartNames, t: Locale): readonly string[] {
  if (only === undefined) return [];
  const { alive, cheap, starred, region, provider, protocol, letter } = only;
  const words: readonly (string | undefined)[] = [
    region === undefined ? undefined : regionLabel(region),
    letter === undefined ? undefined : shortName(letter, 2),
    alive === undefined ? undefined : t.group.answering,
    cheap === undefined ? undefined : t.list.cheap,
    starred === undefined ? undefined : "⭐",
    provider === undefined ? undefined : `📦 ${shortName(providerWord(names.provider ?? "?", t), 16)}`,
    protocol === undefined ? undefined : shortName(names.protocol ?? "?", 16),
  ];
  return words.filter((word) => word !== undefined);
}
