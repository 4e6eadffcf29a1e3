import { z } from "zod";
import type { DeviceEngine, KnownDevice, LiveDevice } from "../../engines/devices/types.ts";
import { engineOf, type Engines } from "../../engines/engines.ts";
import { defineOperation } from "../define.ts";
import { matchesText, page } from "../listing.ts";
import { Bytes, Limit, listOf } from "../shapes.ts";

const Amount = z.object({ upload: Bytes, download: Bytes });

const DeviceRow = z.object({
  /** Hardware address where it is known, else the address; what its bytes are counted under. */
  key: z.string(),
  name: z.string().exactOptional(),
  /** Latest first. */
  addresses: z.array(z.string()),
  /** Bytes per second over the last seconds; null: not known yet. */
  up: z.number().nullable(),
  down: z.number().nullable(),
  connections: z.number().int().nullable(),
  /** Unix time in ms; absent where it cannot be known again tomorrow. */
  lastSeen: z.number().exactOptional(),
  /** From the ledger, where there is one. */
  today: Amount.exactOptional(),
  month: Amount.exactOptional(),
});
type DeviceRow = z.output<typeof DeviceRow>;
type Amounts = ReadonlyMap<string, z.output<typeof Amount>>;

export const listDevices = defineOperation({
  id: "list-devices",
  danger: "none",
  summary: "List the devices with what each does",
  input: z.strictObject({
    text: z.string().meta({ description: "Name, address or hardware address contains this" }).exactOptional(),
    limit: Limit.exactOptional(),
  }),
  output: listOf(DeviceRow),
  async run({ controller: { id, engines } }, { text, limit }) {
    const devices = engineOf(engines, "devices", "list-devices");
    const rows = deviceRows(devices, id, {
      today: usageSince("today", id, engines),
      month: usageSince("month", id, engines),
    });
    const found = rows.filter(({ key, name = "", addresses }) => matchesText(text, key, name, ...addresses));
    return page(found.sort(byActivity), limit === undefined ? {} : { limit });
  },
});

function deviceRows(
  devices: DeviceEngine,
  controller: string,
  usage: Readonly<Record<"today" | "month", Amounts | undefined>>,
): DeviceRow[] {
  const live = devices.live(controller);
  const known = new Map(devices.list().map((device) => [device.key, device]));
  return [...new Set([...known.keys(), ...(live?.keys() ?? [])])].map((key) => ({
    ...identityOf(key, devices, known.get(key), live?.get(key)),
    ...activityOf(live, key),
    ...amount("today", usage.today, key),
    ...amount("month", usage.month, key),
  }));
}

function identityOf(
  key: string,
  devices: DeviceEngine,
  known: KnownDevice | undefined,
  live: LiveDevice | undefined,
): Pick<DeviceRow, "key" | "name" | "addresses" | "lastSeen"> {
  const name = known?.name ?? devices.nameOf(key);
  return {
    key,
    ...(name === undefined ? {} : { name }),
    addresses: [...(known?.addresses ?? live?.addresses ?? [])],
    ...(known === undefined ? {} : { lastSeen: known.lastSeenMs }),
  };
}

/** A device without a connection does nothing; where nobody looks nothing is known of any. */
function activityOf(
  live: ReadonlyMap<string, LiveDevice> | undefined,
  key: string,
): Pick<DeviceRow, "up" | "down" | "connections"> {
  if (live === undefined) return { up: null, down: null, connections: null };
  const { up, down, connections } = live.get(key) ?? { up: 0, down: 0, connections: 0 };
  return { up, down, connections };
}

function usageSince(since: string, controller: string, { usage }: Engines): Amounts | undefined {
  if (usage === undefined) return undefined;
  const { rows } = usage.usage({ by: "device", since, controller });
  return new Map(rows.map(({ key, upload, download }) => [key, { upload, download }]));
}

function amount<Span extends "today" | "month">(
  span: Span,
  amounts: Amounts | undefined,
  key: string,
): { readonly [key in Span]?: z.output<typeof Amount> } {
  if (amounts === undefined) return {};
  return { [span]: amounts.get(key) ?? { upload: 0, download: 0 } } as {
    readonly [key in Span]: z.output<typeof Amount>;
  };
}

/** The busiest first, then who spoke last. */
function byActivity(one: DeviceRow, other: DeviceRow): number {
  const moved = (row: DeviceRow): number => (row.up ?? 0) + (row.down ?? 0);
  return (
    moved(other) - moved(one) ||
    (other.connections ?? 0) - (one.connections ?? 0) ||
    (other.lastSeen ?? 0) - (one.lastSeen ?? 0)
  );
}
