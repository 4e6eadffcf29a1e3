import type { AppTexts } from "./en.ts";
import { initZh } from "./init-zh.ts";

export const zh: AppTexts = { init: initZh };
