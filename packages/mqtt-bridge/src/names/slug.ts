import { createHash } from "node:crypto";

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
}

/**
 * Gives each name `<ascii>-<8 hex of its hash>` (`g-<hash>` where no ASCII is left). Where two names would share a slug,
 * both take a longer hash, so that neither depends on the order of the list.
 */
export function slugBook(names: Iterable<string>, emptyPrefix = "g"): SlugBook {
  const unique = [...new Set(names)];
  const slugs = new Map<string, string>();
  let open = unique;
  for (const length of hashLengths) {
    const bySlug = Map.groupBy(open, (name) => slug(name, length, emptyPrefix));
    open = [];
    for (const [candidate, owners] of bySlug) {
      if (owners.length === 1 && owners[0] !== undefined) slugs.set(owners[0], candidate);
      else open.push(...owners);
    }
    if (open.length === 0) break;
  }
  const names_ = new Map([...slugs].map(([name, value]) => [value, name]));
  return {
    slugOf: (name) => slugs.get(name) ?? slug(name, hashLengths[0], emptyPrefix),
    nameOf: (value) => names_.get(value),
  };
}

function slug(name: string, hashLength: number, emptyPrefix: string): string {
  return `${asciiPart(name) || emptyPrefix}-${nameHash(name).slice(0, hashLength)}`;
}
