import { z } from "zod";
import { isAddress, macOf } from "../../identity/devices/address.ts";

/** The longest name of a device; it has to fit on a button. */
export const maxNameLength = 64;

/** The config key `devices`. */
export const devicesConfig = z.strictObject({
  names: z
    .record(
      z.string().refine((key) => isAddress(key) || macOf(key) !== undefined, "must be an IP or a hardware address"),
      z.string().trim().min(1).max(maxNameLength),
    )
    .meta({ description: "What people call their devices, by IP or hardware address" })
    .default({}),
  "leases-file": z
    .string()
    .min(1)
    .meta({ description: "What the DHCP server writes: dnsmasq, odhcpd or ISC dhcpd" })
    .exactOptional(),
  neighbours: z.boolean().meta({ description: "Ask the system which address belongs to which device" }).default(true),
});
export type DevicesSettings = z.output<typeof devicesConfig>;
