import { createHash, randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { bearer, type Endpoint, type Json } from "./http.ts";

export interface HandshakeOptions {
  readonly path: string;
  /** Replaces or, with undefined, drops a header line of the usual handshake; names as they shall be spelt on the wire. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly authorization?: string | false;
  readonly protocol?: "HTTP/1.0" | "HTTP/1.1";
}

/** A frame as it came: RFC 6455 §5.2. */
interface Frame {
  readonly final: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  readonly payload: string;
}

export interface RawSocket {
  /** Status line and header lines of the answer, without the body. */
  readonly head: readonly string[];
  readonly status: number;
  /** The body of an answer that is no 101, as far as it came with the head. */
  readonly body: string;
  readonly accept: string;
  /** All frames so far. */
  readonly frames: readonly Frame[];
  /** The next frame that was not taken yet; rejects when the socket closes. */
  next(): Promise<Frame>;
  /** The next frame's JSON. */
  json<T = Json>(): Promise<T>;
  /** Sends a masked frame, as a client must. */
  write(opcode: number, payload: string): void;
  readonly closed: Promise<void>;
  readonly open: boolean;
  destroy(): void;
}

/** Shakes hands by hand: what a WebSocket library would refuse to send or hide from us is just what we look at. */
export async function openWebSocket(endpoint: Endpoint, options: HandshakeOptions): Promise<RawSocket> {
  const key = randomBytes(16).toString("base64");
  const socket = connect(endpoint.port, endpoint.host);
  const reader = readFrames(socket);
  socket.write(handshake(endpoint, options, key));
  const { head, body } = await reader.head;
  const sha = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  let taken = 0;
  const next = async (): Promise<Frame> => {
    const at = taken++;
    return reader.frame(at);
  };
  return {
    head,
    body,
    status: Number(head[0]?.split(" ")[1]),
    accept: sha,
    frames: reader.frames,
    next,
    json: async <T>() => JSON.parse((await next()).payload) as T,
    write: (opcode, payload) => void socket.write(clientFrame(opcode, payload)),
    closed: reader.closed,
    get open() {
      return !socket.destroyed && !socket.readableEnded;
    },
    destroy: () => void socket.destroy(),
  };
}

function handshake(endpoint: Endpoint, options: HandshakeOptions, key: string): Buffer {
  const { authorization = bearer(endpoint.secret), path, protocol = "HTTP/1.1" } = options;
  const headers = {
    Host: `${endpoint.host}:${endpoint.port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": key,
    Authorization: authorization === false ? undefined : authorization,
    ...options.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from([`GET ${path} ${protocol}`, ...lines, "", ""].join("\r\n"), "latin1");
}

interface Reader {
  readonly head: Promise<{ head: string[]; body: string }>;
  readonly frames: Frame[];
  frame(index: number): Promise<Frame>;
  readonly closed: Promise<void>;
}

function readFrames(socket: Socket): Reader {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let rest = Buffer.alloc(0);
  let headDone: (value: { head: string[]; body: string }) => void = () => undefined;
  let headFailed: (error: Error) => void = () => undefined;
  const head = new Promise<{ head: string[]; body: string }>((resolve, reject) => {
    headDone = resolve;
    headFailed = reject;
  });
  let upgraded = false;
  let ended = false;
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      ended = true;
      headFailed(new Error("The socket closed before an answer came."));
      for (const wake of waiting) wake();
      resolve();
    });
  });
  // A reset is one of the ways to close; "close" follows.
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    if (!upgraded) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      upgraded = true;
      const lines = rest.toString("latin1", 0, end).split("\r\n");
      rest = rest.subarray(end + 4);
      headDone({ head: lines, body: rest.toString() });
      if (!lines[0]?.includes(" 101 ")) return;
    }
    for (let taken = takeFrame(rest); taken; taken = takeFrame(rest)) {
      frames.push(taken.frame);
      rest = rest.subarray(taken.size);
    }
    for (const wake of waiting) wake();
  });
  const frame = (index: number): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        const hit = frames[index];
        if (hit) resolve(hit);
        else if (ended) reject(new Error("The socket closed before another frame came."));
        else return;
        waiting.delete(wake);
      };
      waiting.add(wake);
      wake();
    });
  return { head, frames, frame, closed };
}

function takeFrame(bytes: Buffer): { frame: Frame; size: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  let size = second & 0x7f;
  let at = 2;
  if (size === 126) {
    if (bytes.length < 4) return undefined;
    size = bytes.readUInt16BE(2);
    at = 4;
  } else if (size === 127) {
    if (bytes.length < 10) return undefined;
    size = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  if (bytes.length < at + size) return undefined;
  const frame = {
    final: (first & 0x80) !== 0,
    reserved: (first & 0x70) >> 4,
    opcode: first & 0x0f,
    masked: (second & 0x80) !== 0,
    payload: bytes.toString("utf8", at, at + size),
  };
  return { frame, size: at + size };
}

function clientFrame(opcode: number, payload: string): Buffer {
  const mask = randomBytes(4);
  const data = Buffer.from(payload);
  for (let at = 0; at < data.length; at++) data[at] = (data[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | data.length]), mask, data]);
}
