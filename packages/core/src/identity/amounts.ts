/** Panels count a quota's gigabyte as 2^30 bytes, whatever they write. */
const powers: Readonly<Record<string, number>> = {
  k: 1,
  к: 1,
  m: 2,
  м: 2,
  مگ: 2,
  g: 3,
  г: 3,
  گیگ: 3,
  t: 4,
  т: 4,
  تر: 4,
};

/** `12.5 GB`, `77G`, `45 ГБ`, `۱۲ گیگ`; no bits (`10Gbps`) and no generations of radio (`5G+`). */
const amount =
  /(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)[\s+]?(?:([kmgt])(?:i?b)?(?![\p{L}\d+])|([кмгт])б?(?!\p{L})|(مگ|گیگ|تر)(?:ا?\s?بایت)?(?!\p{L}))/giu;

export interface Amount {
  readonly bytes: number;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** The amounts of data that a plain text names, in its order. */
export function amountsIn(text: string): readonly Amount[] {
  return [...text.matchAll(amount)].map((match) => {
    const [whole, digits = "", latin, cyrillic, persian] = match;
    const unit = (latin ?? cyrillic ?? persian ?? "").toLowerCase();
    const value = Number(digits.replace(/,(?=\d{3}(?:\D|$))(?=.*\.|\d{3},|\d{3}$)/g, "").replace(",", "."));
    return { bytes: value * 1024 ** (powers[unit] ?? 0), start: match.index, end: match.index + whole.length };
  });
}
