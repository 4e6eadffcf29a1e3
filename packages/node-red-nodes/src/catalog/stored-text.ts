/** Node-RED replaces a whole `${NAME}` (or `$(NAME)`) by the variable, and leaves it as it is where that is not set. */
const wholeVariable = /^\$[{(]([^}{()]+)[})]$/;

/** The name of the environment variable that a text is made of, or undefined where it is an ordinary text. */
export function variableIn(text: string): string | undefined {
  return wholeVariable.exec(text.trim())?.[1];
}

/** A stored property as text; numbers and flags of hand-written flows included. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
