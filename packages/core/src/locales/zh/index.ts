import type { en } from "../en/index.ts";
import { alerts } from "./alerts.ts";
import { errors } from "./errors.ts";
import { following } from "./following.ts";
import { operations } from "./operations.ts";
import { rows } from "./rows.ts";

/** Chinese (simplified), complete. */
export const zh = { alerts, errors, following, operations, rows } satisfies typeof en;
