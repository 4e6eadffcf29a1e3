import { isAddress, macOf, normalAddress } from "./address.ts";

/** An address and the hardware behind it. */
export interface Join {
  readonly address: string;
  readonly mac: string;
}

/** Reads what the system says of its neighbours: `ip -j neigh`, `ip neigh` (BusyBox too) or `/proc/net/arp`. Lines that say nothing are passed over. */
export function parseNeighbours(text: string): readonly Join[] {
  if (text.trimStart().startsWith("[")) return fromJson(text);
  return text.split("\n").flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const at = words.indexOf("lladdr");
    if (at > 0) return isGone(words.at(-1)) ? [] : join(words[0], words[at + 1]);
    // /proc/net/arp: address, hardware type, flags (0x0: nobody answered), hardware address, …
    return words[2] === "0x0" ? [] : join(words[0], words[3]);
  });
}

function fromJson(text: string): readonly Join[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => {
    const { dst, lladdr, state } = (entry ?? {}) as { dst?: unknown; lladdr?: unknown; state?: unknown };
    if (typeof dst !== "string" || typeof lladdr !== "string") return [];
    return Array.isArray(state) && state.some(isGone) ? [] : join(dst, lladdr);
  });
}

function isGone(state: unknown): boolean {
  return state === "FAILED" || state === "INCOMPLETE";
}

function join(address: string | undefined, hardware: string | undefined): readonly Join[] {
  const mac = macOf(hardware ?? "");
  return address !== undefined && isAddress(address) && mac !== undefined
    ? [{ address: normalAddress(address), mac }]
    : [];
}
