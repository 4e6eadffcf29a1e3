import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { curves } from "../../engines/history/series.ts";
import { defineOperation } from "../define.ts";
import { nameOf } from "../shapes.ts";

const moment = (description: string) => z.string().min(1).meta({ description }).exactOptional();

export const getHistory = defineOperation({
  id: "get-history",
  danger: "none",
  summary: "Show how traffic, memory, connections or delays went",
  input: z.strictObject({
    what: z.enum(curves).meta({ description: "What to draw" }),
    group: nameOf("group", "Only this group's delay").exactOptional(),
    since: moment("From here on: 30m, 6h, 7d, today, 2026-11-01 or RFC 3339; default an hour ago"),
    until: moment("Up to here; default now"),
    points: z.int().min(1).max(5000).meta({ description: "At most so many points; default 360" }).exactOptional(),
  }),
  output: z.object({
    /** `up` and `down` in bytes per second, `memory` in bytes, `connections`, or one line per group in ms. */
    lines: z.array(
      z.object({
        name: z.string(),
        /** Where nothing was measured there is no point. Null: every test failed. */
        points: z.array(
          z.object({
            /** Unix time in ms of its beginning. */
            at: z.number(),
            min: z.number().nullable(),
            avg: z.number().nullable(),
            max: z.number().nullable(),
            failed: z.int().exactOptional(),
          }),
        ),
      }),
    ),
    /** Width of a point. */
    stepMs: z.number(),
    /** Unix time in ms. */
    since: z.number(),
    until: z.number(),
  }),
  groups: ({ group }) => (group === undefined ? undefined : [group]),
  async run({ controller }, { points: maxPoints, ...query }) {
    const { lines, ...rest } = engineOf(controller.engines, "history", "get-history").series({
      ...query,
      controller: controller.id,
      ...(maxPoints === undefined ? {} : { maxPoints }),
    });
    return { lines: lines.map(({ name, points }) => ({ name, points: [...points] })), ...rest };
  },
});
