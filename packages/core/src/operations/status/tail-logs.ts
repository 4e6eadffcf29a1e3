import { z } from "zod";
import type { StreamHealth } from "../../streams/types.ts";
import { defineOperation } from "../define.ts";
import { matchesText } from "../listing.ts";

/** Enough for a burst between two turns of the event loop; what falls out is counted. */
const BUFFERED_LINES = 2_000;

/** Silence is normal for a log, but not when nobody listened: then the stream's own error is the answer. */
function throwIfDeaf(health: StreamHealth): void {
  if (health.state === "reconnecting" || health.state === "unauthorized") throw health.error;
}

export const tailLogs = defineOperation({
  id: "tail-logs",
  danger: "none",
  summary: "Listen to the core's log for a moment",
  input: z.strictObject({
    level: z
      .enum(["debug", "info", "warning", "error"])
      .meta({ description: "This level and worse; default info" })
      .exactOptional(),
    text: z.string().meta({ description: "Only lines that contain this" }).exactOptional(),
    lines: z
      .number()
      .int()
      .min(1)
      .max(200)
      .meta({ description: "Stop after so many lines; default 50" })
      .exactOptional(),
    seconds: z.number().min(1).max(60).meta({ description: "Stop after so many seconds; default 10" }).exactOptional(),
  }),
  output: z.object({
    lines: z.array(z.object({ level: z.string(), text: z.string() })),
    /** Lines lost because they came too fast. */
    dropped: z.number().int(),
  }),
  async run({ controller, signal, progress }, { level = "info", text, lines: max = 50, seconds = 10 }) {
    const stream = controller.streams.logs(level);
    const enough = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)]);
    const lines: { level: string; text: string }[] = [];
    let dropped = 0;
    for await (const event of stream.subscribe({ signal: enough, buffer: { keep: "last", max: BUFFERED_LINES } })) {
      if (event.kind === "dropped") dropped += event.count;
      if (event.kind !== "frame" || !matchesText(text, event.frame.payload)) continue;
      const line = { level: event.frame.type, text: event.frame.payload };
      lines.push(line);
      progress({ done: lines.length, total: max, data: line });
      if (lines.length >= max) break;
    }
    signal.throwIfAborted();
    if (lines.length === 0) throwIfDeaf(stream.health);
    return { lines, dropped };
  },
});
