import type { en } from "../en/index.ts";
import { errors } from "./errors.ts";
import { operations } from "./operations.ts";
import { rows } from "./rows.ts";

/** Chinese (simplified), complete. */
export const zh = { errors, operations, rows } satisfies typeof en;
