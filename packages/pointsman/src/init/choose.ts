/** What an answer picks of a list: one, none, or how many it could be. */
export type Choice = { readonly picked: string } | { readonly count: number };

/** By the number that stands before it (from 1), the whole name, or a part of it that only one has; case does not matter. */
export function choose(names: readonly string[], answer: string): Choice {
  const exact = names.find((name) => name === answer);
  if (exact !== undefined) return { picked: exact };
  const numbered = /^\d{1,5}$/.test(answer) ? names[Number(answer) - 1] : undefined;
  if (numbered !== undefined) return { picked: numbered };
  const wanted = answer.toLowerCase();
  const fitting = [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted));
  const [only] = fitting;
  return only !== undefined && fitting.length === 1 ? { picked: only } : { count: fitting.length };
}
