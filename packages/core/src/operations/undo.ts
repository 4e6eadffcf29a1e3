import { z } from "zod";
import { ControllerError, isControllerError } from "../client/errors.ts";
import { defineOperation, type OperationContext, type WayBack } from "./define.ts";
import { freshName } from "./groups/member-name.ts";
import { guarded, performAll } from "./perform-all.ts";
import { listOf } from "./shapes.ts";

/** What most changes tell of themselves. */
function wasNow(output: unknown): { was: unknown; now: unknown } {
  const told: { readonly was?: unknown; readonly now?: unknown } =
    typeof output === "object" && output !== null ? output : {};
  const { was = null, now = null } = told;
  return { was, now };
}

/** A node may have another name by now. */
async function upToDate(way: WayBack, { controller, signal }: OperationContext): Promise<WayBack> {
  const { operation, input } = way.step;
  if (operation !== "select-node") return way;
  const { group, node } = input as { readonly group: string; readonly node: string };
  const fresh = await freshName(controller.client, group, node, signal);
  return fresh === node ? way : { ...way, step: { operation, input: { ...(input as object), node: fresh } } };
}

export const undo = defineOperation({
  id: "undo",
  danger: "reversible",
  summary: "Put back the latest change",
  input: z.strictObject({
    steps: z.number().int().min(1).max(20).meta({ description: "How many changes; default 1" }).exactOptional(),
  }),
  /** What was put back, latest first; a scene has a row for each of its parts. */
  output: listOf(z.object({ operation: z.string(), input: z.unknown(), was: z.unknown(), now: z.unknown() })),
  // Each step is an operation of its own, with its own groups to check.
  groups: () => [],
  lock: () => "undo",
  async run(context, { steps = 1 }) {
    const { history, signal } = context;
    const rows = [];
    let count = 0;
    for (let entry = history.latest; entry !== undefined && count < steps; entry = history.latest) {
      signal.throwIfAborted();
      const ways = await Promise.all(entry.ways.map((way) => upToDate(way, context)));
      const performed = await performAll(
        context,
        ways.map((way) => guarded(way, signal)),
      ).catch((error: unknown) => {
        // What somebody changed is theirs: it must not stand before the older ones for ever.
        if (isControllerError(error) && error.reason === "changed-meanwhile") history.forget(entry);
        throw error;
      });
      history.forget(entry);
      rows.push(...performed.map(({ output }, index) => ({ ...stepAt(ways, index), ...wasNow(output) })));
      count += 1;
    }
    if (count === 0) throw new ControllerError("not-found", "There is nothing to put back.", { effect: "none" });
    return { rows, total: rows.length };
  },
});

function stepAt(ways: readonly WayBack[], index: number): { operation: string; input: unknown } {
  const { operation = "", input = null } = ways[index]?.step ?? {};
  return { operation, input };
}
