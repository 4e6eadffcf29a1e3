import { UsageError } from "./exit.ts";

/** The JSON argument of `call`, `do` and `watch`; nothing is an empty object. The parser's words may show a secret, so only the place is told. */
export function parseParameters(words: readonly string[]): Record<string, unknown> {
  if (words.length > 1)
    throw new UsageError("there are words after the JSON; in most shells it wants single quotes around it");
  const [text] = words;
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const where = place === undefined ? "" : ` (at character ${Number(place) + 1})`;
    throw new UsageError(`the parameters are not valid JSON${where}; write them like '{"group":"Proxy"}'`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`the parameters must be a JSON object like '{"group":"Proxy"}'`);
  return value as Record<string, unknown>;
}
