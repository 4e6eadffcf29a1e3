import { z } from "zod";

const trafficShape = z.looseObject({
  up: z.number(),
  down: z.number(),
  upTotal: z.number().exactOptional(),
  downTotal: z.number().exactOptional(),
});

/** One second of traffic: `up`, `down` in bytes per second, totals in bytes since the core started (absent before 2025-12). */
export interface TrafficFrame extends z.output<typeof trafficShape> {}
export const TrafficFrame: z.ZodType<TrafficFrame> = trafficShape;

const memoryShape = z.looseObject({ inuse: z.number(), oslimit: z.number().exactOptional() });

/** `inuse`: resident memory in bytes, 0 in the first frame of every stream. `oslimit` is always 0. */
export interface MemoryFrame extends z.output<typeof memoryShape> {}
export const MemoryFrame: z.ZodType<MemoryFrame> = memoryShape;
