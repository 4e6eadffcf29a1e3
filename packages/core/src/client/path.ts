import type { RowDef } from "../endpoints/define.ts";

/** The placeholders of a row's path, in order: `/providers/proxies/{provider}/{proxy}` has two. */
export function placeholders(path: string): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? "");
}

/**
 * One name as a path segment that every core decodes to exactly this name. The core decodes a second time when the
 * escapes are what it would have written itself, so a name with `%` gets every byte escaped. A name of dots only does
 * too, or whatever stands between would take it for a folder. Reference §2.
 * @throws URIError for a lone surrogate, which no core can hold.
 */
export function encodeSegment(name: string): string {
  const encoded = encodeURIComponent(name);
  if (!name.includes("%") && !/^\.+$/.test(name)) return encoded;
  return Array.from(Buffer.from(name), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** Path and query of one call, without normalisation of any kind. Parameters that are undefined are left out. */
export function fillTarget(row: RowDef, params: Readonly<Record<string, unknown>>): string {
  const path = row.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeSegment(String(params[name])));
  if (row.query === undefined) return path;
  const pairs: string[] = [];
  for (const name of Object.keys(row.query.shape)) {
    const value = params[name];
    // Checked before: query parameters are texts, numbers and truths.
    if (value !== undefined)
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value as string | number | boolean)}`);
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}
