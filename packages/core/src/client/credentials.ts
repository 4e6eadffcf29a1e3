import { ControllerError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";

/** What proves who we are, kept away from everything that is printed. */
export interface Credentials {
  /** For every request and handshake. */
  readonly headers: Readonly<Record<string, string>>;
  /** Replaces every secret that somebody sent back to us. */
  readonly redact: (text: string) => string;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// oxlint-disable-next-line no-control-regex -- these are what a header cannot hold
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** HTTP headers are bytes: this string has one character per byte of the text's UTF-8. */
function asBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Makes the headers. Throws `invalid-input` for what no header can hold, without repeating it. */
export function createCredentials(options: Pick<ClientOptions, "secret" | "headers">): Credentials {
  const headers: Record<string, string> = {};
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (!token.test(name))
      throw new ControllerError("invalid-input", `${JSON.stringify(name)} is not a header's name.`);
    if (/^(host|connection|upgrade|content-length|transfer-encoding)$/i.test(name))
      throw new ControllerError(
        "invalid-input",
        `The header ${JSON.stringify(name)} cannot be set: it belongs to the connection.`,
      );
    if (control.test(value))
      throw new ControllerError(
        "invalid-input",
        `The value of the header ${JSON.stringify(name)} must be one line without control characters.`,
      );
    headers[name] = asBytes(value);
    secrets.push(value);
  }
  const { secret = "" } = options;
  if (control.test(secret))
    throw new ControllerError(
      "invalid-input",
      "The controller's secret holds a line break or another control character: take it out.",
    );
  if (secret !== "") {
    for (const name of Object.keys(headers)) if (name.toLowerCase() === "authorization") delete headers[name];
    headers["authorization"] = `Bearer ${asBytes(secret)}`;
    secrets.push(secret);
  }
  return { headers, redact: createRedact(secrets) };
}

function createRedact(secrets: readonly string[]): (text: string) => string {
  // A mirror may send a secret back as we wrote it, as bytes taken for Latin-1, or percent-encoded.
  const shapes = secrets.flatMap((secret) => [secret, asBytes(secret), encodeURIComponent(secret)]);
  // Shorter ones would turn ordinary words into dots; the longest goes first, as one may hold another.
  const known = [...new Set(shapes)].filter((shape) => shape.length >= 3).sort((a, b) => b.length - a.length);
  return (text) => known.reduce((clean, secret) => clean.replaceAll(secret, "•••"), text);
}
