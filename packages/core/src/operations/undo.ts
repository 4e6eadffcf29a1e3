import { z } from "zod";
import { ControllerError } from "../client/errors.ts";
import { defineOperation } from "./define.ts";
import { listOf } from "./shapes.ts";

/** What most changes tell of themselves. */
function wasNow(output: unknown): { was: unknown; now: unknown } {
  const told: { readonly was?: unknown; readonly now?: unknown } =
    typeof output === "object" && output !== null ? output : {};
  const { was = null, now = null } = told;
  return { was, now };
}

export const undo = defineOperation({
  id: "undo",
  danger: "reversible",
  summary: "Put back the latest change",
  input: z.strictObject({
    steps: z.number().int().min(1).max(20).meta({ description: "How many changes; default 1" }).exactOptional(),
  }),
  /** What was put back, latest first. */
  output: listOf(z.object({ operation: z.string(), input: z.unknown(), was: z.unknown(), now: z.unknown() })),
  // Each step is an operation of its own, with its own groups to check.
  groups: () => [],
  async run(context, { steps = 1 }) {
    const { history, signal } = context;
    const rows = [];
    for (let entry = history.latest; entry !== undefined && rows.length < steps; entry = history.latest) {
      signal.throwIfAborted();
      const output = await context.perform(entry.step);
      history.forget(entry);
      rows.push({ ...entry.step, ...wasNow(output) });
    }
    if (rows.length === 0) throw new ControllerError("not-found", "There is nothing to put back.", { effect: "none" });
    return { rows, total: rows.length };
  },
});
