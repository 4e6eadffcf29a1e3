import { z } from "zod";
import { engineOf, type Engines } from "../../engines/engines.ts";
import { isAddress, normalAddress } from "../../identity/devices/address.ts";
import type { Connection } from "../../schemas/connection.ts";
import { matchesText } from "../listing.ts";
import { notFound } from "../picture.ts";
import { nameOf } from "../shapes.ts";

/** Which connections are meant. All given conditions must hold; `all` stands for "no condition, and I mean it". */
export const ConnectionFilter = z.strictObject({
  device: z.string().min(1).meta({ description: "Name, address or hardware address of the device" }).exactOptional(),
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

/** Whether an address is of the device that is meant. */
export type DeviceMatch = (address: string) => boolean;

/**
 * Who is meant by `device`. Where devices are told apart each of its addresses counts; elsewhere only an address can be
 * meant.
 * @throws ControllerError `not-found` for a name that nobody has, `unsupported` for a name where nobody knows names
 */
export function deviceMatch(wanted: string | undefined, engines: Engines, operation: string): DeviceMatch {
  if (wanted === undefined) return () => true;
  if (engines.devices === undefined && isAddress(wanted)) {
    const address = normalAddress(wanted);
    return (other) => normalAddress(other) === address;
  }
  const devices = engineOf(engines, "devices", operation);
  if (devices.find(wanted).length === 0) {
    const names = devices.list().flatMap(({ name }) => (name === undefined ? [] : [name]));
    throw notFound("device", wanted, names);
  }
  return (address) => devices.matches(address, wanted);
}

function matchesRule(wanted: string, { rule, rulePayload }: Connection): boolean {
  const words = [rule, rulePayload, `${rule},${rulePayload}`].map((word) => word.toLowerCase());
  return words.includes(wanted.toLowerCase());
}

/**
 * @param isDevice Whether a source address is of the filter's device.
 * @param now Milliseconds since the epoch, for `olderThanSec`.
 */
export function matchesFilter(
  connection: Connection,
  filter: ConnectionFilter,
  isDevice: DeviceMatch,
  now: number,
): boolean {
  const { metadata, chains, start } = connection;
  if (!isDevice(metadata.sourceIP)) return false;
  if (!matchesText(filter.host, metadata.host, metadata.sniffHost ?? "", metadata.destinationIP)) return false;
  // Leaf first: the node stands at the front, the groups behind it.
  if (filter.node !== undefined && chains[0] !== filter.node) return false;
  if (filter.group !== undefined && !chains.slice(1).includes(filter.group)) return false;
  if (filter.rule !== undefined && !matchesRule(filter.rule, connection)) return false;
  if (!matchesText(filter.process, metadata.process ?? "")) return false;
  return filter.olderThanSec === undefined || now - Date.parse(start) > filter.olderThanSec * 1_000;
}
