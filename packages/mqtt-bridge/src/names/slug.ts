import { createHash } from "node:crypto";
import type { MemoryOfHouse } from "../memory/house-memory.ts";

const asciiMax = 24;
const hashLengths = [8, 12, 16, 64] as const;

/** SHA-256 of the exact UTF-8 name, in hex. The core compares names byte by byte, so nothing is normalised. */
export function nameHash(name: string): string {
  return createHash("sha256").update(name, "utf8").digest("hex");
}

/** The readable part of a name: lower-case ASCII letters and digits, the rest folded to single dashes; may be empty. */
export function asciiPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, asciiMax)
    .replace(/-+$/, "");
}

/** Two-way names of one kind (groups, providers): a topic level for every name, safe for any script and stable over restarts. */
export interface SlugBook {
  slugOf(name: string): string;
  nameOf(slug: string): string | undefined;
  /** What was given here, and was not known before. */
  readonly added: ReadonlyMap<string, string>;
}

/** Makes the book of one kind of names, such as groups. */
export type SlugBooks = (kind: string, names: Iterable<string>, emptyPrefix: string) => SlugBook;

/**
 * Gives each name `<ascii>-<8 hex of its hash>` (`g-<hash>` where no ASCII is left). Where two names would share a slug,
 * both take a longer hash, so that neither depends on the order of the list. A slug once given stays with its name.
 * @param known Slugs by name, as they were given before
 */
export function slugBook(
  names: Iterable<string>,
  emptyPrefix = "g",
  known: ReadonlyMap<string, string> = new Map(),
): SlugBook {
  const wanted = new Set(names);
  const taken = new Set(known.values());
  const slugs = new Map([...known].filter(([name]) => wanted.has(name)));
  const added = new Map<string, string>();
  let open = [...wanted].filter((name) => !slugs.has(name));
  for (const length of hashLengths) {
    const candidates = Map.groupBy(open, (name) => slug(name, length, emptyPrefix));
    open = [];
    for (const [candidate, owners] of candidates) {
      const [owner, ...others] = owners;
      if (owner === undefined || others.length > 0 || taken.has(candidate)) open.push(...owners);
      else added.set(owner, candidate);
    }
    if (open.length === 0) break;
  }
  for (const [name, value] of added) slugs.set(name, value);
  const bySlug = new Map([...slugs].map(([name, value]) => [value, name]));
  return {
    added,
    slugOf: (name) => slugs.get(name) ?? slug(name, hashLengths[0], emptyPrefix),
    nameOf: (value) => bySlug.get(value),
  };
}

/** Books of names that keep what they were given over restarts. */
export function keptSlugs(memory: Pick<MemoryOfHouse, "slugs" | "addSlugs">): SlugBooks {
  return (kind, names, emptyPrefix) => {
    const book = slugBook(names, emptyPrefix, memory.slugs(kind));
    if (book.added.size > 0) memory.addSlugs(kind, book.added);
    return book;
  };
}

function slug(name: string, hashLength: number, emptyPrefix: string): string {
  return `${asciiPart(name) || emptyPrefix}-${nameHash(name).slice(0, hashLength)}`;
}
