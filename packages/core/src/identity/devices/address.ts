import { isIP } from "node:net";

/** As the core types its own requests, and what the ledger books them on: no device of the house. */
export const coreItself = "Inner";

/**
 * One spelling per address: `2001:DB8:0::1` and `2001:db8::1` are the same, a zone (`%eth0`) says nothing about who it is,
 * and an IPv4 address in IPv6 clothes (`::ffff:192.168.1.20`) is the IPv4 one. What is no address stays as it is.
 */
export function normalAddress(text: string): string {
  const bare = text.replace(/%.*$/, "");
  if (isIP(bare) !== 6) return bare;
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const bytes = [high, low].flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 0xff]);
  return bytes.join(".");
}

export function isAddress(text: string): boolean {
  return isIP(text.replace(/%.*$/, "")) !== 0;
}

/** `AA-BB-CC-DD-EE-FF`, `aabb.ccdd.eeff` and `aabbccddeeff` → `aa:bb:cc:dd:ee:ff`; undefined for what is no hardware address of one device. */
export function macOf(text: string): string | undefined {
  const digits = text.trim().toLowerCase();
  const isSpelled = /^([\da-f]{2}[:-]){5}[\da-f]{2}$|^[\da-f]{12}$|^([\da-f]{4}\.){2}[\da-f]{4}$/.test(digits);
  const bytes = digits.replaceAll(/[.:-]/g, "").match(/../g);
  if (!isSpelled || bytes === null) return undefined;
  // The lowest bit of the first byte: a group of devices. All zeros: unknown.
  const isOne = (Number.parseInt(bytes[0] ?? "", 16) & 1) === 0 && bytes.some((byte) => byte !== "00");
  return isOne ? bytes.join(":") : undefined;
}

/** The machine that the core runs on. */
export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}
