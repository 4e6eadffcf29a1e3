import type { UndoRecord } from "../engines/undo/undo-book.ts";
import type { KnownWay, UndoEntry } from "../policy/undo-history.ts";
import { audited } from "./audit.ts";
import type { OperationController, OperationDef } from "./define.ts";

/** The way back from an operation that was done; undefined where there is nothing to put back. */
export function wayBackFrom(
  controller: OperationController,
  operation: OperationDef,
  input: unknown,
  output: unknown,
): KnownWay | undefined {
  const step = operation.undo?.(input, output);
  if (step === undefined) return undefined;
  return {
    step,
    stands: async (signal) => (await operation.stands?.({ controller, signal }, input, output)) ?? true,
    done: { operation: operation.id, input, output },
    // What the audit must not show is written nowhere else either.
    ...(operation.audit !== undefined && !isShownWhole(operation, input, output) ? { isSecret: true } : {}),
  };
}

/** What was kept by an earlier process. What this version understands otherwise, or no more, is left out. */
export function recalled(
  records: readonly UndoRecord[],
  controller: OperationController,
  lookUp: (id: string) => OperationDef | undefined,
): UndoEntry[] {
  return records.flatMap(({ operation, done }) => {
    const ways = done.flatMap(({ operation: id, input, output }) => {
      const definition = lookUp(id);
      const checked = definition?.input.safeParse(input);
      const found = definition?.output.safeParse(output);
      if (definition === undefined || checked?.success !== true || found?.success !== true) return [];
      return wayBackFrom(controller, definition, checked.data, found.data) ?? [];
    });
    // Half a change is no change.
    return ways.length === done.length ? [{ operation, ways }] : [];
  });
}

function isShownWhole(operation: OperationDef, input: unknown, output: unknown): boolean {
  const shown = audited(operation, input, output);
  return JSON.stringify([shown.input, shown.result]) === JSON.stringify([input, output]);
}
