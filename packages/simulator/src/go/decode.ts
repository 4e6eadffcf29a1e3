/** The end (exclusive) of the first JSON value in `text`, or -1 when there is none that is complete. */
function endOfFirstValue(text: string): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === "\\") i++;
      else if (char === '"') {
        inString = false;
        if (depth === 0) return i + 1;
      }
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      depth--;
      if (depth <= 0) return i + 1;
    } else if (depth === 0) {
      const scalar = /^\s*(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(text.slice(i));
      if (scalar !== null) return i + scalar[0].length;
      if (!/\s/.test(char ?? "")) return -1;
    }
  }
  return -1;
}

/** Go takes `7890.0` for no integer: it becomes a number that is none here either. */
function keepIntegers(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isWhole = typeof value === "number" && Number.isInteger(value);
  return isWhole && /[.eE]/.test(context?.source ?? "") ? Number.NaN : value;
}

/** Reads the first JSON value and ignores what follows, as Go's stream decoder does. Throws when there is none. */
export function decodeFirst(body: Buffer): unknown {
  const text = body.toString("utf8");
  const end = endOfFirstValue(text);
  if (end < 0) throw new SyntaxError("no JSON value");
  return JSON.parse(text.slice(0, end), keepIntegers);
}

/** The value of a key of a decoded object; Go matches keys without regard to case, and the last one wins. */
export function field(value: object, key: string): unknown {
  let found: unknown;
  const wanted = key.toLowerCase();
  for (const [name, entry] of Object.entries(value)) if (name.toLowerCase() === wanted) found = entry;
  return found;
}

/** Whether a decoded value is a JSON object (not null, not an array). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
