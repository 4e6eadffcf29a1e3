import { initEn } from "./init-en.ts";

/** What the app itself says to people, beside core's sentences. */
export const en = { init: initEn };

export type AppTexts = typeof en;
