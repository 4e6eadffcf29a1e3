import { didYouMean } from "@pointsman/core/client";
import type { z } from "zod";

/**
 * What one part of the config says of another must be there: a person's `controllers`. Runs also on a config that has
 * mistakes elsewhere, so it takes nothing for granted.
 */
export function crossReferences(config: unknown, ctx: z.core.$RefinementCtx): void {
  const known = Object.keys(recordAt(config, "controllers"));
  for (const [user, entry] of Object.entries(recordAt(recordAt(config, "telegram"), "users"))) {
    const wanted = recordAt(entry)["controllers"];
    if (!Array.isArray(wanted) || known.length === 0) continue;
    for (const [position, id] of wanted.entries()) {
      if (typeof id !== "string" || known.includes(id)) continue;
      ctx.addIssue({
        code: "custom",
        path: ["telegram", "users", user, "controllers", position],
        message: `names no controller of this config${didYouMean(id, known)}`,
      });
    }
  }
}

function recordAt(value: unknown, key?: string): Readonly<Record<string, unknown>> {
  const found = key === undefined ? value : recordAt(value)[key];
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}
