/** A request target taken apart as the core does it (controller-api.md §2). */
interface RoutePath {
  /** The path that routes are matched on: decoded if the client wrote Go's canonical encoding, else as it came. */
  path: string;
  /** What follows the `?`. */
  query: string;
}

const unescaped = /[A-Za-z0-9\-_.~$&+,/:;=@]/;

/** Go's canonical encoding of a decoded path, byte by byte. */
function canonical(decoded: Buffer): string {
  let text = "";
  for (const byte of decoded) {
    const char = String.fromCharCode(byte);
    text += unescaped.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

/** Decodes `%XX` into bytes; `undefined` when an escape is malformed. `raw` holds one character per byte. */
function decodeBytes(raw: string): Buffer | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return undefined;
  const latin1 = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, "latin1");
}

/**
 * Takes a request target apart. `undefined` means: a malformed escape, which the core answers with a bare 400.
 * @param target as it stands in the request line, one character per byte
 */
export function parseTarget(target: string): RoutePath | undefined {
  // An absolute form names a host that the core does not look at.
  const local = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
  const cut = local.indexOf("?");
  const raw = cut < 0 ? local : local.slice(0, cut);
  const query = cut < 0 ? "" : local.slice(cut + 1);
  const decoded = decodeBytes(raw);
  if (decoded === undefined || raw === "") return undefined;
  const path = canonical(decoded) === raw ? decoded.toString("utf8") : Buffer.from(raw, "latin1").toString("utf8");
  return { path, query };
}

/** Decodes a captured segment, the second decoding of the two; a malformed escape leaves it as it is. */
export function decodeSegment(segment: string): string {
  const decoded = decodeBytes(Buffer.from(segment, "utf8").toString("latin1"));
  return decoded === undefined ? segment : decoded.toString("utf8");
}
