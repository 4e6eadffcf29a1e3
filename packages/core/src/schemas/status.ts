import { z } from "zod";

const statusShape = z.looseObject({ status: z.string() });

/** `{ status: "ok" }`, sent before the core restarts or after a download. */
export interface Status extends z.output<typeof statusShape> {}
export const Status: z.ZodType<Status> = statusShape;
