import type { AppTexts } from "../locales/index.ts";
import type { Prompter } from "./prompter.ts";

/** What each question works with. */
export interface Step {
  readonly prompter: Prompter;
  readonly texts: AppTexts["init"];
}
