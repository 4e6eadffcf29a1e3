/** What {@link encodeJson} understands: a `Map` is a Go map (keys sorted by bytes), a plain object is a struct (own order). */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | RawJson
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>
  | { readonly [key: string]: JsonValue | undefined };

/** Text that is JSON already and goes out as it stands. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

function encodeString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (char) => escapes[char] ?? char);
}

/** Orders names as Go orders the keys of a map: by their UTF-8 bytes. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Encodes as the core's JSON library does: `<`, `>`, `&`, U+2028/9 escaped, absent (`undefined`) fields left out. */
export function encodeJson(value: JsonValue): string {
  if (typeof value === "string") return encodeString(value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof RawJson) return value.text;
  if (isArray(value)) return `[${value.map(encodeJson).join(",")}]`;
  if (isMap(value)) {
    const keys = [...value.keys()].toSorted(compareBytes);
    return `{${keys.map((key) => `${encodeString(key)}:${encodeJson(value.get(key) ?? null)}`).join(",")}}`;
  }
  let text = "";
  for (const key in value) {
    const field = value[key];
    if (field !== undefined) text += `${text === "" ? "" : ","}${encodeString(key)}:${encodeJson(field)}`;
  }
  return `{${text}}`;
}

// `Array.isArray` and `instanceof Map` do not narrow the readonly kinds.
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isMap(value: JsonValue): value is ReadonlyMap<string, JsonValue> {
  return value instanceof Map;
}
