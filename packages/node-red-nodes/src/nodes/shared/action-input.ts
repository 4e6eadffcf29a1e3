import type { Action, Field } from "../../catalog/action.ts";

type Values = Record<string, unknown>;

/**
 * Puts a dialog's values (by field path) into the one object that the action takes. Texts become numbers and flags where
 * the field is one, as message properties and environment variables often come as text; core checks the result.
 */
export function assembleInput({ fields }: Pick<Action, "fields">, values: ReadonlyMap<string, unknown>): Values {
  const input: Values = {};
  // A body is sent even when every part of it is left out.
  if (fields.some(({ path }) => path.startsWith("body."))) setOwn(input, "body", {});
  for (const field of fields) {
    const value = values.get(field.path);
    if (value === undefined) continue;
    const [outer, inner] = split(field.path);
    if (inner === undefined) setOwn(input, outer, coerce(field, value));
    else setOwn(nested(input, outer), inner, coerce(field, value));
  }
  return input;
}

function split(path: string): [outer: string, inner: string | undefined] {
  const dot = path.indexOf(".");
  return dot < 0 ? [path, undefined] : [path.slice(0, dot), path.slice(dot + 1)];
}

function nested(input: Values, name: string): Values {
  const present = input[name];
  if (typeof present === "object" && present !== null) return present as Values;
  const made: Values = {};
  setOwn(input, name, made);
  return made;
}

function setOwn(target: Values, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function coerce({ kind, orNumber }: Field, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (kind === "number" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (orNumber === true && /^\d+$/.test(value)) return Number(value);
  if (kind === "boolean" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  return value;
}
