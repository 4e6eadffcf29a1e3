/** Plain data as a config file holds it, changed in place while it is prepared for the check. */
export type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Calls `visit` for every text in the data and puts its answer in its place; undefined removes the key. */
export function mapTexts(
  tree: unknown,
  visit: (text: string, path: readonly PropertyKey[]) => unknown,
  path: readonly PropertyKey[] = [],
): void {
  const entries: (readonly [PropertyKey, unknown])[] = Array.isArray(tree)
    ? [...tree.entries()]
    : isTree(tree)
      ? Object.entries(tree)
      : [];
  const container = tree as Record<PropertyKey, unknown>;
  for (const [key, value] of entries) {
    const here = [...path, key];
    if (typeof value !== "string") {
      mapTexts(value, visit, here);
      continue;
    }
    const next = visit(value, here);
    if (next === undefined) delete container[key];
    else container[key] = next;
  }
}

/** The object at `path`, made on the way where nothing stands; undefined where something else does. */
export function objectAt(tree: Tree, path: readonly string[]): Tree | undefined {
  let here = tree;
  for (const key of path) {
    const next = Object.hasOwn(here, key) ? (here[key] ?? {}) : {};
    if (!isTree(next)) return undefined;
    here[key] = next;
    here = next;
  }
  return here;
}
