/** True when `text` is absent or one of the words contains it, case ignored. */
export function matchesText(text: string | undefined, ...words: readonly string[]): boolean {
  if (text === undefined || text === "") return true;
  const wanted = text.toLowerCase();
  return words.some((word) => word.toLowerCase().includes(wanted));
}

/** One page of rows and the count of all. */
export function page<Row>(
  rows: readonly Row[],
  { limit, offset = 0 }: { readonly limit?: number; readonly offset?: number },
): { rows: Row[]; total: number } {
  return { rows: rows.slice(offset, limit === undefined ? undefined : offset + limit), total: rows.length };
}
