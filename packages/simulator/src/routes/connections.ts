import { sendJson, sendNothing } from "../reply.ts";
import type { Exchange } from "../router/exchange.ts";
import { type Mount, segmentsOf } from "../router/router.ts";
import { streamConnections } from "../streams/connections.ts";

/** `/connections` and the single ones below it. */
export const connectionsMount: Mount = {
  prefix: "/connections",
  resolve(rest) {
    const [id, ...below] = segmentsOf(rest);
    if (id === undefined || (id === "" && below.length === 0)) return { GET: list, DELETE: closeAll };
    return below.length === 0 && id !== "" ? { DELETE: (exchange) => closeOne(exchange, id) } : undefined;
  },
};

function list(exchange: Exchange): void | Promise<void> {
  if (exchange.wantsWebSocket) return streamConnections(exchange);
  const { connections, profile, memory } = exchange.world;
  sendJson(exchange.res, 200, connections.toJson(profile, memory));
}

function closeAll({ res, world }: Exchange): void {
  world.traffic.closeAll();
  sendNothing(res);
}

function closeOne({ res, world }: Exchange, id: string): void {
  world.traffic.close(id);
  sendNothing(res);
}
