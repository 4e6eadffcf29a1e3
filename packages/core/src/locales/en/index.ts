import { alerts } from "./alerts.ts";
import { errors } from "./errors.ts";
import { following } from "./following.ts";
import { operations } from "./operations.ts";
import { rows } from "./rows.ts";

/** English: the texts that every other language follows. */
export const en = { alerts, errors, following, operations, rows };
