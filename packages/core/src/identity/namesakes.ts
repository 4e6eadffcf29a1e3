import { canonicalName } from "./canonical-name.ts";
import { isInfoNode } from "./info-node.ts";

/** The names that a remembered node may have by now, as they only got reworded. A subscription's news are none. */
export function namesakes(names: Iterable<string>, wanted: string): readonly string[] {
  const canonical = canonicalName(wanted);
  return [...names].filter((name) => canonicalName(name) === canonical && !isInfoNode(name));
}

/** The name that a remembered node has now: its own, else the only one that it can be. Undefined: none, or several. */
export function presentName(
  names: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  wanted: string,
): string | undefined {
  if (names.has(wanted)) return wanted;
  const [first, ...others] = namesakes(names.keys(), wanted);
  return others.length === 0 ? first : undefined;
}
