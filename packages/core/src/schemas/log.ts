import { z } from "zod";

const logLineShape = z.looseObject({ type: z.string(), payload: z.string() });

/** One log line; `type` is `debug`, `info`, `warning` or `error`. */
export interface LogLine extends z.output<typeof logLineShape> {}
export const LogLine: z.ZodType<LogLine> = logLineShape;

const structuredLogLineShape = z.looseObject({
  /** `HH:MM:SS` on the core's wall clock, without a date. */
  time: z.string(),
  /** As `LogLine.type`, but `warn` instead of `warning`. */
  level: z.string(),
  message: z.string(),
  fields: z.array(z.unknown()).nullable(),
});

/** One log line as `format=structured` sends it (core ≥ v1.17.0). */
export interface StructuredLogLine extends z.output<typeof structuredLogLineShape> {}
export const StructuredLogLine: z.ZodType<StructuredLogLine> = structuredLogLineShape;

/** What `/logs` sends: the second shape only when it was asked for. */
export type LogFrame = LogLine | StructuredLogLine;
export const LogFrame: z.ZodType<LogFrame> = z.union([logLineShape, structuredLogLineShape]);
