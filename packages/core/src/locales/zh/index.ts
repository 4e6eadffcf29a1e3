import type { en } from "../en/index.ts";
import { errors } from "./errors.ts";
import { following } from "./following.ts";
import { operations } from "./operations.ts";
import { rows } from "./rows.ts";

/** Chinese (simplified), complete. */
export const zh = { errors, following, operations, rows } satisfies typeof en;
