const firstFlagLetter = 0x1f1e6;

/** `🇭🇰 HK`; a white flag for what is nowhere. */
export function regionLabel(region: string): string {
  if (!/^[A-Z]{2}$/.test(region)) return "🏳";
  const flag = [...region].map((letter) => String.fromCodePoint(firstFlagLetter + letter.charCodeAt(0) - 65)).join("");
  return `${flag} ${region}`;
}
