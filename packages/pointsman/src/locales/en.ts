import { doctorEn } from "./doctor-en.ts";
import { initEn } from "./init-en.ts";

/** What the app itself says to people, beside core's sentences. */
export const en = { doctor: doctorEn, init: initEn };

export type AppTexts = typeof en;
