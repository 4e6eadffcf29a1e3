import { ControllerError } from "./errors.ts";

/** Where one core listens. */
export interface Address {
  readonly secure: boolean;
  /** `http://host:port`, without a path; `http://localhost` for a socket file. */
  readonly origin: string;
  /** What a reverse proxy puts before every path, as it was written; `""` or `/…` without a slash at the end. */
  readonly prefix: string;
  readonly socketPath?: string;
}

function refuse(sentence: string): never {
  throw new ControllerError("invalid-input", sentence);
}

const forms = "write http://host:port, https://host:port or unix:/path/of/socket";

/**
 * Takes an address apart. The prefix stays as written: `URL` would rewrite it.
 * @throws ControllerError `invalid-input`; the sentence never repeats the address, which may hold a password.
 */
export function parseAddress(url: string): Address {
  if (url.startsWith("unix:")) {
    const socketPath = url.slice("unix:".length).replace(/^\/\/(?=\/)/, "");
    if (socketPath === "")
      refuse("The controller's address has no socket path after unix: — write unix:/run/core.sock.");
    return { secure: false, origin: "http://localhost", prefix: "", socketPath };
  }
  const parts = /^(https?):\/\/([^/?#]*)([^?#]*)(.*)$/is.exec(url.trim());
  if (parts === null) refuse(`The controller's address is not one that can be called: ${forms}.`);
  const [, scheme = "", host = "", path = "", rest = ""] = parts;
  if (host.includes("@"))
    refuse("The controller's address holds a user or a password: take it out and give the secret apart.");
  if (rest !== "") refuse("The controller's address must end with its path: take out what follows ? or #.");
  if (!/^[\u0021-\u00ff]*$/.test(path)) refuse("The path of the controller's address must be percent-encoded.");
  const origin = URL.parse(`${scheme}://${host}`)?.origin;
  if (host === "" || origin === undefined) refuse(`The controller's address has no valid host and port: ${forms}.`);
  return { secure: scheme.toLowerCase() === "https", origin, prefix: path.replace(/\/+$/, "") };
}

/** At least one address, in the order of trying. */
export function parseAddresses(url: string | readonly string[]): readonly [Address, ...Address[]] {
  const [first, ...others] = typeof url === "string" ? [url] : url;
  if (first === undefined) refuse(`The controller has no address: ${forms}.`);
  return [parseAddress(first), ...others.map((other) => parseAddress(other))];
}
