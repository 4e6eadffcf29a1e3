import { z } from "zod";
import { engineOf, type Engines } from "../../engines/engines.ts";
import { usageDimensions } from "../../engines/ledger/query/dimensions.ts";
import { defineOperation } from "../define.ts";
import { Bytes } from "../shapes.ts";

const moment = (description: string) => z.string().min(1).meta({ description }).exactOptional();

export const getUsage = defineOperation({
  id: "get-usage",
  danger: "none",
  summary: "Show who used how much",
  input: z.strictObject({
    by: z.enum(usageDimensions).meta({ description: "What to sum by" }),
    since: moment("From here on: 12h, 7d, today, yesterday, 2026-11-01 or RFC 3339; default the beginning"),
    until: moment("Up to here; default now"),
    top: z.int().min(1).max(10_000).meta({ description: "Only the largest so many" }).exactOptional(),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        key: z.string(),
        /** What people call the device, where somebody named it. */
        name: z.string().exactOptional(),
        upload: Bytes,
        download: Bytes,
        group: z.string().exactOptional(),
        node: z.string().exactOptional(),
      }),
    ),
    /** Share (0–1) of the time that was watched. */
    coverage: z.number().min(0).max(1),
    /** Bytes that the core counted and no connection accounts for. */
    unattributed: z.object({ upload: Bytes, download: Bytes }),
    /** Unix time in ms of what was summed. */
    since: z.number(),
    until: z.number(),
  }),
  async run({ controller }, query) {
    const { rows, ...rest } = engineOf(controller.engines, "usage", "get-usage").usage({
      ...query,
      controller: controller.id,
    });
    const { devices } = controller.engines;
    return { rows: rows.map((row) => (query.by === "device" ? withName(row, devices) : row)), ...rest };
  },
});

function withName<Row extends { readonly key: string }>(
  row: Row,
  devices: Engines["devices"],
): Row & { name?: string } {
  const name = devices?.nameOf(row.key);
  return name === undefined ? row : { ...row, name };
}
