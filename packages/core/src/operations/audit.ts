import type { OperationDef } from "./define.ts";

const MAX_TEXT = 200;
const MAX_ENTRIES = 20;

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
