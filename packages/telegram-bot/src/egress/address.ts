/** Straight out, through no proxy. */
export const direct = "direct";

const protocols: readonly string[] = ["http:", "https:", "socks5:", "socks5h:"];

/** What is wrong with an entry of `telegram.proxy`, without repeating it, as it may hold a password; undefined: nothing. */
export function proxyFault(entry: string): string | undefined {
  if (entry === direct) return undefined;
  const url = URL.parse(entry);
  if (url === null || !protocols.includes(url.protocol) || url.hostname === "")
    return "must be direct, http://host:port, https://…, socks5://… or socks5h://…, or a list of these";
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "")
    return "must end with the proxy's port (write /, ? and # in a password as %2F, %3F and %23)";
  if (plain(url.username) === undefined || plain(url.password) === undefined)
    return "must write a % in the proxy's user name or password as %25";
  return undefined;
}

/** How a proxy may be called in a log line: its address without user name and password. */
export function proxyLabel(entry: string): string {
  if (entry === direct) return direct;
  const { protocol, host } = new URL(entry);
  return `${protocol}//${host}`;
}

/** What must be in no log line, in each form in which it travels. */
export function proxySecrets(entry: string): string[] {
  if (entry === direct) return [];
  const { username, password } = proxyUser(new URL(entry));
  return password === "" ? [] : [password, basic(username, password)];
}

/** User name and password as they were meant; empty where there are none. The address must be a checked one. */
export function proxyUser(url: URL): { readonly username: string; readonly password: string } {
  return { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
}

/** The credentials of HTTP basic authentication (RFC 7617). */
export function basic(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}

function plain(escaped: string): string | undefined {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
