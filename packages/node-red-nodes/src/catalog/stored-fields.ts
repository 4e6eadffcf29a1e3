import type { StoredField } from "./action.ts";
import { textOf } from "./stored-text.ts";

/** The stored `fields` of a request node, which may be hand-written: what is not understood is left out. */
export function readFields(stored: unknown): ReadonlyMap<string, StoredField> {
  if (typeof stored !== "object" || stored === null) return new Map();
  return new Map(
    Object.entries(stored).flatMap(([path, field]: [string, unknown]): [string, StoredField][] => {
      if (typeof field !== "object" || field === null) return [];
      const { value, type } = field as { value?: unknown; type?: unknown };
      return [[path, { value: textOf(value), type: textOf(type) || "str" }]];
    }),
  );
}
