import type { en } from "../en/index.ts";
import { errors } from "./errors.ts";
import { rows } from "./rows.ts";

/** Chinese (simplified), complete. */
export const zh = { errors, rows } satisfies typeof en;
