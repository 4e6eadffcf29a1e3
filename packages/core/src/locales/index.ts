import { en } from "./en/index.ts";
import { type Language, languages } from "./languages.ts";
import { zh } from "./zh/index.ts";

/** The words that core's things have for people; outlets add their own screens. */
export type Texts = typeof en;

const texts: Readonly<Record<Language, Texts>> = { en, zh };

/** The texts of the language that a tag such as `zh-CN` or `en-GB` asks for; English where we do not speak it. */
export function textsFor(tag: string): Texts {
  const language = tag.toLowerCase().split(/[-_]/)[0];
  return texts[languages.find((known) => known === language) ?? "en"];
}
