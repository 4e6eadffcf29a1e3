import type { JsonValue } from "../go/json.ts";
import type { Exchange, Handler } from "../router/exchange.ts";
import type { World } from "../world/world.ts";
import { everyWhileOpen, type LineStream, openLineStream } from "./line-stream.ts";

const everyMs = 1000;

/** `/traffic`: bytes of the last second, and since the start; the first line after a second. */
export const streamTraffic: Handler = (exchange) => {
  perSecond(exchange, ({ connections, profile }) => {
    const { up, down } = connections.rate;
    if (!profile.trafficTotals) return { up, down };
    const { upload, download } = connections.totals;
    return { up, down, upTotal: upload, downTotal: download };
  });
};

/** `/memory`: RSS in bytes; the first line always says 0. Only this stream refreshes the figure. */
export const streamMemory: Handler = (exchange) => {
  let first = true;
  perSecond(exchange, (world) => {
    if (first) {
      first = false;
      return { inuse: 0, oslimit: 0 };
    }
    world.refreshMemory();
    return { inuse: world.memory, oslimit: 0 };
  });
};

function perSecond(exchange: Exchange, line: (world: World) => JsonValue): void {
  const stream: LineStream | undefined = openLineStream(exchange);
  if (stream === undefined) return;
  everyWhileOpen(exchange, stream, everyMs, () => stream.send(line(exchange.world)));
}
