import type { Actor, AuditRecord } from "../policy/types.ts";
import type { OperationDef } from "./define.ts";

const MAX_TEXT = 200;
const MAX_ENTRIES = 20;

/** How it ended, and what of input and result is shown. */
export type AuditOutcome = Pick<AuditRecord, "outcome" | "code" | "input" | "result">;

/** What was done by whom. `startedAt`: by the monotonic clock, ms. */
export function auditRecord(
  {
    controller,
    operation,
    actor,
    startedAt,
  }: Pick<AuditRecord, "controller" | "operation"> & {
    readonly actor: Actor;
    readonly startedAt: number;
  },
  outcome: AuditOutcome,
): AuditRecord {
  const { outlet, id, name } = actor;
  return {
    at: new Date().toISOString(),
    controller,
    operation,
    actor: name === undefined ? { outlet, id } : { outlet, id, name },
    tookMs: Math.round(performance.now() - startedAt),
    ...outcome,
  };
}

/** Input and result as the audit shows them: an operation's own words where it has some, else everything, long things shortened. */
export function audited(
  operation: OperationDef,
  input: unknown,
  output: unknown,
): { readonly input: unknown; readonly result?: unknown } {
  const shown = operation.audit ? operation.audit(input, output) : { input, result: output };
  return shown.result === undefined
    ? { input: shorten(shown.input) }
    : { input: shorten(shown.input), result: shorten(shown.result) };
}

/** Long lists become their length, long texts are cut. */
export function shorten(value: unknown): unknown {
  if (typeof value === "string") return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (Array.isArray(value)) return value.length > MAX_ENTRIES ? `${value.length} entries` : value.map(shorten);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]));
}
