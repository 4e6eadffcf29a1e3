import { asciiPart, nameHash, type SlugBook, slugBook } from "./slug.ts";

/** How the config keeps a group's topics and entities over a rename. */
export interface PinnedGroup {
  /** Stands in topics and ids in place of what is made from the name. */
  readonly id?: string;
  /** The name that it had before: what was made from that goes on. */
  readonly was?: string;
}

/** By the group's present name. */
export type PinnedGroups = Readonly<Record<string, PinnedGroup>>;

/** What a group is on the broker and in Home Assistant, whatever it is called. */
export interface GroupIdentity {
  /** A level of topics. */
  readonly slug: string;
  /** Part of unique ids. */
  readonly unique: string;
  /** Part of entity ids. */
  readonly object: string;
}

/**
 * From each group's exact name, or from what the config pins. An identity is never given twice: who has it by the own name
 * keeps it, and of several that claim one the first has it.
 */
export function groupIdentities(
  names: readonly string[],
  pinned: PinnedGroups = {},
  slugsOf: (names: Iterable<string>) => SlugBook = (plain) => slugBook(plain),
): (name: string) => GroupIdentity | undefined {
  const present = new Set(names);
  const pins = new Map(Object.entries(pinned));
  const taken = new Set<string>();
  /** Whether nobody has it yet. */
  const take = (what: string | undefined): what is string => {
    if (what === undefined || taken.has(what)) return false;
    taken.add(what);
    return true;
  };
  const ids = new Map<string, string>();
  const formerly = new Map<string, string>();
  for (const name of present) {
    const { id, was } = pins.get(name) ?? {};
    if (take(id)) ids.set(name, id);
    // A slash, as an id has none: a former name may look like somebody's id.
    else if (was !== undefined && !present.has(was) && take(`was/${was}`)) formerly.set(name, was);
  }
  const origin = (name: string): string => formerly.get(name) ?? name;
  const slugs = slugsOf([...present].filter((name) => !ids.has(name)).map(origin));
  return (name) => {
    const id = ids.get(name);
    if (id !== undefined) return { slug: id, unique: id, object: id };
    return present.has(name) ? identityOf(origin(name), slugs.slugOf(origin(name))) : undefined;
  };
}

function identityOf(name: string, slug: string): GroupIdentity {
  const hash = nameHash(name);
  return { slug, unique: hash.slice(0, 12), object: asciiPart(name) || `group_${hash.slice(0, 4)}` };
}
