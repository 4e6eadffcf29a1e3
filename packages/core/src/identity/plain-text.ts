const zeros = [0x0660, 0x06f0];

/** Names come from strangers: what is read of one is bounded, as is the time that it takes. */
export const MAX_READ = 256;

/** Bounds of a word, as sources of a `u` pattern. Chinese characters part words of other scripts: `美国Los Angeles01`. */
export const noLetterBefore = "(?<!(?!\\p{sc=Han})\\p{L})";
export const noLetterAfter = "(?!(?!\\p{sc=Han})\\p{L})";

/**
 * A name as it can be compared: full-width and circled forms made plain, Arabic and Persian digits and decimal signs made
 * ASCII, invisible joiners and variation selectors removed. Case and flags stay. Cut at {@link MAX_READ}.
 */
export function plainText(name: string): string {
  return name
    .slice(0, MAX_READ)
    .normalize("NFKC")
    .slice(0, MAX_READ)
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
    })
    .replaceAll("٫", ".");
}
