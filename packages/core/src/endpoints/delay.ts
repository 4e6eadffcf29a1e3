import { z } from "zod";
import type { Deadline } from "./define.ts";

/** http or https. The core records a failure when it is missing, so it is required here. */
const url = z.string().regex(/^https?:\/\/./i, "must be an http or https address");

/** Which answer counts as good: `*`, `200`, `200/204`, `200-299/401`. It changes what the core remembers, never the answer. */
const expected = z.string().optional();

/** One test: `timeout` in ms; the core refuses more than 32,767. */
export const delayQuery = z.object({ url, timeout: z.int().min(1).max(32_767), expected });

/** A group's test: `timeout` in ms. Delays are counted in 16 bits, so more than 65,535 says nothing. */
export const groupDelayQuery = z.object({ url, timeout: z.int().min(1).max(65_535), expected });

/** Some transports overrun the core's own timeout, so ours comes well after it. */
export const delayDeadline = {
  param: "timeout",
  unitMs: 1,
  plusMs: 3000,
  defaultMs: 10_000,
} as const satisfies Deadline;
