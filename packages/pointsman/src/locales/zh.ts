import type { AppTexts } from "./en.ts";
import { doctorZh } from "./doctor-zh.ts";
import { initZh } from "./init-zh.ts";

export const zh: AppTexts = { doctor: doctorZh, init: initZh };
