/** Query parameters as Go reads them: pairs with a bad escape or a `;` are dropped without a word, the first value wins. */
export type Query = ReadonlyMap<string, string>;

function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** Parses what follows the `?` of a request target. */
export function parseQuery(raw: string): Query {
  const query = new Map<string, string>();
  for (const pair of raw.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const cut = pair.indexOf("=");
    const key = unescape(cut < 0 ? pair : pair.slice(0, cut));
    const value = unescape(cut < 0 ? "" : pair.slice(cut + 1));
    if (key !== undefined && value !== undefined && !query.has(key)) query.set(key, value);
  }
  return query;
}

/** A decimal integer that fits into `bits` signed bits, or `undefined`. */
export function parseInteger(text: string, bits: 16 | 32 | 64): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return BigInt.asIntN(bits, value) === value ? Number(value) : undefined;
}
