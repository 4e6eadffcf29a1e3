/** A rate (`x1.5`, `2倍`, `1.0x`) and what encloses it change from day to day without the node being another. */
const rate =
  /[[({【（|/\s-]*(?:(?<![a-z])[x×*]\s?\d+(?:\.\d+)?|(?<![\d.])\d+(?:\.\d+)?\s?(?:倍|[x×](?![a-z\d]|\s?\d)))[\])}】）]*/gi;

/** What stays of a node's name when a subscription renames it: no rate, no case, no widths, single spaces. */
export function canonicalName(name: string): string {
  const bare = name.normalize("NFKC").replace(rate, " ").replace(/\s+/g, " ").trim().toLowerCase();
  return bare === "" ? name : bare;
}

export interface Renames {
  readonly renamed: readonly { readonly was: string; readonly now: string }[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** Pairs names that vanished with names that came, where exactly one of each has the same canonical name. */
export function matchRenames(before: readonly string[], after: readonly string[]): Renames {
  const [known, found] = [new Set(before), new Set(after)];
  const gone = [...known].filter((name) => !found.has(name));
  const added = [...found].filter((name) => !known.has(name));
  const goneBy = Map.groupBy(gone, canonicalName);
  const addedBy = Map.groupBy(added, canonicalName);
  const renamed = [...goneBy].flatMap(([canonical, [was, ...otherGone]]) => {
    const [now, ...otherAdded] = addedBy.get(canonical) ?? [];
    return was === undefined || now === undefined || otherGone.length + otherAdded.length > 0 ? [] : [{ was, now }];
  });
  const paired = new Set(renamed.flatMap(({ was, now }) => [was, now]));
  return { renamed, gone: gone.filter((name) => !paired.has(name)), added: added.filter((name) => !paired.has(name)) };
}
