import { redact } from "../delivery/log.ts";

/** A node's whole login in one word. */
const shareLinks = /\b(ssr?|vmess|vless|trojan|hysteria2?|hy2|tuic|snell|anytls|wireguard|socks5h?):\/\/[^\s"'<>]+/gi;
/** A subscription's address opens it for whoever knows it. */
const addresses = /\b((?:https?|wss?):\/\/[^\s"'<>/?#]+)([/?#][^\s"'<>]*)/gi;
/** What many protocols take for a password. */
const uuids = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

/** A part of a path that nobody would choose for its sound. */
function looksSecret(part: string): boolean {
  const isMixed = /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part);
  return part.length >= 24 || (part.length >= 16 && /\d/.test(part)) || (part.length >= 8 && isMixed);
}

function shortened(rest: string): string {
  const [path = "", query] = rest.split(/[?#]/, 2);
  const parts = path.split("/").map((part) => (looksSecret(part) ? "…" : part));
  return parts.join("/") + (query === undefined ? "" : "?…");
}

/**
 * A line from the core's log for people to read: without logins of nodes, without what opens a subscription, without
 * passwords and tokens. Hosts, groups and nodes stay.
 */
export function harmless(line: string): string {
  // Nearly all lines hold nothing of this, and a busy core says thousands a second.
  const hasAddress = line.includes("://");
  const clean = hasAddress
    ? line
        .replace(shareLinks, "$1://…")
        .replace(addresses, (_, origin: string, rest: string) => origin + shortened(rest))
    : line;
  return redact(clean.replace(uuids, "…"));
}
