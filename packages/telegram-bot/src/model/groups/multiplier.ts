import { remembering } from "@pointsman/core";

/** How names say how often traffic is counted: `倍率 2`, `x1.5`, `0.5倍`, and a number with a point that is nothing else. */
const spellings: readonly RegExp[] = [
  /倍率\s*:?\s*(\d+(?:\.\d+)?)/,
  /(?<![a-z])[x×*]\s?(\d+(?:\.\d+)?)/,
  /(?<![\d.])(\d+(?:\.\d+)?)\s?(?:倍|[x×](?![a-z\d]|\s?\d))/,
  /(?<![\d.a-z])(\d+\.\d+)(?![\d.]|\s?[a-z%])/,
];

/** How many times the traffic of a node is counted, as its name says; 1 where it says nothing. */
export const multiplierIn = remembering((name): number => {
  const text = name.normalize("NFKC").toLowerCase();
  for (const spelling of spellings) {
    const [, figure] = spelling.exec(text) ?? [];
    if (figure !== undefined) return Number(figure);
  }
  return 1;
});
