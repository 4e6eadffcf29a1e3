import { en, type Locale } from "./en/index.ts";
import { zh } from "./zh/index.ts";

export type { Locale } from "./en/index.ts";

/** Config key `telegram.language`; `auto` follows each person's own Telegram. */
export const languages = ["auto", "en", "zh"] as const;
export type Language = (typeof languages)[number];

/** Every dictionary, by the two-letter code that Telegram uses for commands. */
export const locales = { en, zh } as const satisfies Record<Exclude<Language, "auto">, Locale>;

/** The language of a dictionary, as core calls it. */
export function languageOf({ tag }: Locale): keyof typeof locales {
  return tag === "zh" ? "zh" : "en";
}

/** The dictionary for a person whose Telegram says `languageCode` (`zh-hans`, `en-GB`, or nothing). */
export function localeFor(language: Language, languageCode: string | undefined): Locale {
  if (language !== "auto") return locales[language];
  return languageCode?.toLowerCase().startsWith("zh") === true ? zh : en;
}
