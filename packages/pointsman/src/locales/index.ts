import { type AppTexts, en } from "./en.ts";
import { zh } from "./zh.ts";

export type { AppTexts } from "./en.ts";

/** The app's own words in the language of the shell: `LC_ALL`, `LC_MESSAGES`, `LANG`; English where we do not speak it. */
export function appTexts(environment: Readonly<Record<string, string | undefined>>): AppTexts {
  const tag = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return tag.toLowerCase().startsWith("zh") ? zh : en;
}
