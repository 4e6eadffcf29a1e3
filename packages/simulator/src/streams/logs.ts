import { formatClock } from "../go/time.ts";
import type { JsonValue } from "../go/json.ts";
import { type Handler, invalid } from "../router/exchange.ts";
import { type LogEvent, type LogLevel, logLevels, passes } from "../world/logs.ts";
import { openLineStream } from "./line-stream.ts";

/** `/logs`: every event from now on that passes `level`, whatever the core's own level; no backlog. */
export const streamLogs: Handler = (exchange) => {
  const level = exchange.query.get("level") || "info";
  if (!isLevel(level)) throw invalid();
  const structured = exchange.query.get("format") === "structured";
  const stream = openLineStream(exchange);
  if (stream === undefined) return;
  const unsubscribe = exchange.world.logs.subscribe((event) => {
    if (passes(event.level, level)) stream.send(structured ? structuredJson(event) : plainJson(event));
  });
  stream.onClose(unsubscribe);
};

function isLevel(text: string): text is LogLevel {
  return logLevels.some((level) => level === text);
}

function plainJson({ level, payload }: LogEvent): JsonValue {
  return { type: level, payload };
}

function structuredJson({ level, payload, time }: LogEvent): JsonValue {
  return { time: formatClock(time), level: level === "warning" ? "warn" : level, message: payload, fields: [] };
}
