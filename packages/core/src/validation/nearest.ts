/** Edits (insert, delete, replace, swap of neighbours) between two words, case ignored; stops counting above `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      line.push(best);
    }
    older = last;
    last = line;
  }
  return last[b.length] ?? limit + 1;
}

/** The known word that was probably meant: few edits away, or the only one that starts with it. Undefined: none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate, limit);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  if (best !== undefined) return best;
  const completions =
    word.length < 2 ? [] : known.filter((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  return completions.length === 1 ? completions[0] : undefined;
}

/** `; did you mean "proxies.select"?` or nothing: the tail of a sentence about an unknown word. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
}
