const zeros = [0x0660, 0x06f0];

/**
 * A name as it can be compared: full-width and circled forms made plain, Arabic and Persian digits and decimal signs made
 * ASCII, invisible joiners and variation selectors removed. Case and flags stay.
 */
export function plainText(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
    })
    .replaceAll("٫", ".");
}
