import { parseInteger } from "../go/query.ts";
import type { Handler } from "../router/exchange.ts";
import { everyWhileOpen, openLineStream } from "./line-stream.ts";

const defaultIntervalMs = 1000;
/** More overflows when the core turns it into nanoseconds, and counts as negative. */
const maxIntervalMs = 9_223_372_036_854;

/** `/connections` as a stream: one frame at once, then one every `interval` ms. A bad interval is met with silence. */
export const streamConnections: Handler = (exchange) => {
  const stream = openLineStream(exchange);
  if (stream === undefined) return;
  const text = exchange.query.get("interval") ?? "";
  const interval = text === "" ? defaultIntervalMs : parseInteger(text, 64);
  if (interval === undefined) return;
  const frame = (): void => {
    const { connections, profile, memory } = exchange.world;
    stream.send(connections.toJson(profile, memory));
  };
  frame();
  // Zero, negative and overflowing intervals break the core's ticker after the first frame.
  if (interval > 0 && interval <= maxIntervalMs) everyWhileOpen(exchange, stream, interval, frame);
};
