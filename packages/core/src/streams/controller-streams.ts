import { createCallShape } from "../client/call.ts";
import { createFrameReader } from "../client/frame-reader.ts";
import type { Transport } from "../client/transport.ts";
import type { ControllerStreams, LogLevel } from "../controller/types.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import type { ConnectionsFrame } from "../schemas/connection.ts";
import type { LogLine } from "../schemas/log.ts";
import type { MemoryFrame, TrafficFrame } from "../schemas/traffic.ts";
import { Backoff, type BackoffOptions } from "./backoff.ts";
import { ConnectionsLadder } from "./connections-ladder.ts";
import { FanOut } from "./shared-stream.ts";
import { type ReadingWire, SupervisedStream, type Wire } from "./supervised-stream.ts";
import type { BufferPolicy, SharedStream } from "./types.ts";

export interface ControllerStreamsOptions {
  readonly transport: Transport;
  /** The controller's name in errors. */
  readonly name: string;
  readonly backoff?: BackoffOptions;
  /** How long a socket stays open after its last reader, in ms. */
  readonly graceMs?: number;
  /** Silence of a stream with a rhythm that counts as a stall, in ms; default three beats, and 5 s at least. */
  readonly stallAfterMs?: number;
}

/** Streams that can be ended together. */
export interface OwnedStreams extends ControllerStreams {
  close(): void;
}

const leastStallMs = 5000;
/** Traffic and memory come once a second. */
const secondMs = 1000;

/** The streams of one controller. No socket is open before somebody reads. */
export function createControllerStreams(options: ControllerStreamsOptions): OwnedStreams {
  const { transport, name, graceMs } = options;
  const createBackoff = (): Backoff => new Backoff(options.backoff);

  const wire = <Frame>(id: EndpointId, params: object, beatMs: number | undefined): ReadingWire<Frame> => {
    const row = rowOf(id);
    const request = createCallShape(id, row).stream(params);
    const read = createFrameReader(id, { controller: name });
    return {
      open: (events) => transport.open(request, events),
      read: (data) => read(data) as Frame,
      stallAfterMs: beatMs === undefined ? undefined : (options.stallAfterMs ?? Math.max(leastStallMs, beatMs * 3)),
      context: { id, row, controller: name },
    };
  };
  const share = <Frame>(of: Wire<Frame>, defaultBuffer: BufferPolicy): FanOut<Frame> =>
    new FanOut<Frame>({
      read: (event) => event,
      openSource: (sink) => new SupervisedStream({ wire: of, sink, backoff: createBackoff() }),
      defaultBuffer,
      replaysLatest: defaultBuffer.keep === "latest",
      ...(graceMs === undefined ? undefined : { graceMs }),
    });

  const traffic = share(wire<TrafficFrame>("traffic.stream", {}, secondMs), { keep: "latest" });
  const memory = share(withoutFirst(wire<MemoryFrame>("memory.stream", {}, secondMs)), { keep: "latest" });
  const logs = new Map<LogLevel, FanOut<LogLine>>();
  const ladder = new ConnectionsLadder({
    wireFor: (rung) => wire<ConnectionsFrame>("connections.stream", { interval: rung }, rung),
    createBackoff,
    ...(graceMs === undefined ? undefined : { graceMs }),
  });
  let isClosed = false;

  return {
    traffic,
    memory,
    logs(level): SharedStream<LogLine> {
      const known = logs.get(level);
      if (known !== undefined) return known;
      const stream = share(wire<LogLine>("logs.stream", { level }, undefined), { keep: "last", max: 1000 });
      if (isClosed) stream.close();
      logs.set(level, stream);
      return stream;
    },
    connections: (intervalMs) => ladder.view(intervalMs),
    close() {
      isClosed = true;
      for (const stream of [traffic, memory, ...logs.values()]) stream.close();
      ladder.close();
    },
  };
}

/** The first frame of every `/memory` socket says 0 (reference §4.3): it is no measurement. */
function withoutFirst(wire: Wire<MemoryFrame>): Wire<MemoryFrame> {
  let isFirst = true;
  return {
    ...wire,
    open: (events) => {
      isFirst = true;
      return wire.open(events);
    },
    read: (data) => {
      const frame = wire.read(data);
      const says = !isFirst || frame?.inuse !== 0;
      isFirst = false;
      return says ? frame : undefined;
    },
  };
}
