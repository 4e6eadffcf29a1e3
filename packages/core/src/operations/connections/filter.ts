import { isIP } from "node:net";
import { z } from "zod";
import type { Connection } from "../../schemas/connection.ts";
import { matchesText } from "../listing.ts";
import { nameOf } from "../shapes.ts";

/** Which connections are meant. All given conditions must hold; `all` stands for "no condition, and I mean it". */
export const ConnectionFilter = z.strictObject({
  device: z.string().min(1).meta({ description: "Source address of the device" }).exactOptional(),
  host: z.string().min(1).meta({ description: "Host or destination address contains this" }).exactOptional(),
  group: nameOf("group", "Goes through this group").exactOptional(),
  node: nameOf("node", "Leaves through this node").exactOptional(),
  rule: z
    .string()
    .min(1)
    .meta({ description: "Matched by this rule: type, payload or both with a comma" })
    .exactOptional(),
  process: z.string().min(1).meta({ description: "Name of the process contains this" }).exactOptional(),
  olderThanSec: z.number().min(0).meta({ description: "Open for longer than so many seconds" }).exactOptional(),
  all: z.boolean().meta({ description: "Every connection" }).exactOptional(),
});
export type ConnectionFilter = z.output<typeof ConnectionFilter>;

/** `2001:db8:0:0::1` and `2001:DB8::1` are one address; a zone (`%eth0`) says nothing about who it is. */
function sameAddress(one: string, other: string): boolean {
  return normalAddress(one) === normalAddress(other);
}

function normalAddress(address: string): string {
  const bare = address.replace(/%.*$/, "");
  return isIP(bare) === 6 ? new URL(`http://[${bare}]`).hostname : bare;
}

function matchesRule(wanted: string, { rule, rulePayload }: Connection): boolean {
  const words = [rule, rulePayload, `${rule},${rulePayload}`].map((word) => word.toLowerCase());
  return words.includes(wanted.toLowerCase());
}

/** @param now Milliseconds since the epoch, for `olderThanSec`. */
export function matchesFilter(connection: Connection, filter: ConnectionFilter, now: number): boolean {
  const { metadata, chains, start } = connection;
  if (filter.device !== undefined && !sameAddress(filter.device, metadata.sourceIP)) return false;
  if (!matchesText(filter.host, metadata.host, metadata.sniffHost ?? "", metadata.destinationIP)) return false;
  // Leaf first: the node stands at the front, the groups behind it.
  if (filter.node !== undefined && chains[0] !== filter.node) return false;
  if (filter.group !== undefined && !chains.slice(1).includes(filter.group)) return false;
  if (filter.rule !== undefined && !matchesRule(filter.rule, connection)) return false;
  if (!matchesText(filter.process, metadata.process ?? "")) return false;
  return filter.olderThanSec === undefined || now - Date.parse(start) > filter.olderThanSec * 1_000;
}
