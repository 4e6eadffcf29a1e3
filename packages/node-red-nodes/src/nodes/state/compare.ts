/** How a value may be compared; without one every value takes the first output. */
export const comparisons = ["eq", "neq", "lt", "lte", "gt", "gte", "has"] as const;
export type Comparison = (typeof comparisons)[number];

const numeric: Readonly<Partial<Record<Comparison, (one: number, other: number) => boolean>>> = {
  lt: (one, other) => one < other,
  lte: (one, other) => one <= other,
  gt: (one, other) => one > other,
  gte: (one, other) => one >= other,
};

/**
 * Texts that are numbers compare as numbers, as fields of a flow often hold text. What is not known (undefined) or has
 * failed (null) is neither less nor more than anything.
 */
export function compare(value: unknown, comparison: Comparison | undefined, than: unknown): boolean {
  if (comparison === undefined) return true;
  if (comparison === "eq") return isSame(value, than);
  if (comparison === "neq") return !isSame(value, than);
  if (comparison === "has") return text(value).toLowerCase().includes(text(than).toLowerCase());
  const [one, other] = [number(value), number(than)];
  return one !== undefined && other !== undefined && numeric[comparison]?.(one, other) === true;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (one != null && other != null && text(one) === text(other));
}

function number(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const isText = typeof value === "string" && value.trim() !== "";
  return isText && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function text(value: unknown): string {
  if (value == null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
