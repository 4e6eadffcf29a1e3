import { z } from "zod";
import { ConnectionsFrame } from "../schemas/connection.ts";
import type { ResourceDef } from "./define.ts";

export const connections = {
  /** All open connections now; `connections` is null when there are none. Reference §8. */
  list: {
    kind: "query",
    method: "GET",
    path: "/connections",
    danger: "none",
    summary: "List connections",
    response: ConnectionsFrame,
  },
  /**
   * The same picture at once and then every `interval` ms (core's default 1,000), WebSocket only. Of each frame only
   * what byte counting reads is checked (`ConnectionsGuard`). Reference §4.5, §8.
   */
  stream: {
    kind: "stream",
    method: "GET",
    path: "/connections",
    danger: "none",
    summary: "Watch connections",
    // The core looks at a bad interval only after the handshake and then stays silent for ever.
    query: z.object({ interval: z.int().min(1).max(86_400_000).optional() }),
    frame: ConnectionsFrame,
  },
  /** Closes one connection. Done for an unknown id as well. Reference §8.4. */
  close: {
    kind: "command",
    method: "DELETE",
    path: "/connections/{connection}",
    danger: "disruptive",
    summary: "Close a connection",
  },
  /** Closes every connection, the core's own downloads included. Reference §8.4. */
  closeAll: {
    kind: "command",
    method: "DELETE",
    path: "/connections",
    danger: "disruptive",
    summary: "Close all connections",
  },
} as const satisfies ResourceDef;
