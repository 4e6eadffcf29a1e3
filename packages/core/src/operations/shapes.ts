import { z } from "zod";

/**
 * What a text input names, as `names` in its JSON schema: outlets offer the live list of these instead of a bare text
 * field (chat buttons, drop-downs in the flow editor).
 */
export type Named = "group" | "node" | "provider" | "rule-provider" | "connection" | "rule" | "mode";

/** A text that names something of the controller. */
export function nameOf(names: Named, description: string): z.ZodString {
  return z.string().min(1).meta({ description, names });
}

/** For operations that need nothing. */
export const NoInput = z.strictObject({});

/** Every listing: the asked page of rows and how many there are in all. */
export function listOf<Row extends z.ZodType>(row: Row): z.ZodObject<{ rows: z.ZodArray<Row>; total: z.ZodNumber }> {
  return z.object({ rows: z.array(row), total: z.number().int() });
}

export const Limit = z.number().int().min(1).max(10_000).meta({ description: "At most so many rows" });
export const Offset = z.number().int().min(0).meta({ description: "Skip so many rows" });

/** Milliseconds; null: the last test failed. Absent where never tested. */
export const DelayMs = z.number().nullable();

export const Bytes = z.number().min(0);

/** For actions whose only result is that they are done. */
export const Took = z.object({ tookMs: z.number() });

/** One delay test's outcome. `reason`: why there is no delay, where it is known better than "no answer". */
export const DelayResult = z.object({ node: z.string(), delay: DelayMs, reason: z.string().exactOptional() });
export type DelayResult = z.output<typeof DelayResult>;
