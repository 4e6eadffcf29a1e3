import { createHash } from "node:crypto";
import { send } from "../reply.ts";
import type { Exchange } from "../router/exchange.ts";

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

interface Complaint {
  readonly status: number;
  readonly text: string;
}

function complaintAbout({ req, world }: Exchange): Complaint | undefined {
  const header = (name: string): string => {
    const shown = world.profile.legacy ? `"${name}"` : name;
    return `handshake error: bad ${shown} header`;
  };
  const key = req.headers["sec-websocket-key"] ?? "";
  const version = req.headers["sec-websocket-version"];
  if (req.httpVersion === "1.0") return { status: 505, text: "handshake error: bad HTTP protocol version" };
  if (req.headers.host === "") return { status: 400, text: header("Host") };
  if (!/(?:^|,)\s*upgrade\s*(?:,|$)/i.test(req.headers.connection ?? ""))
    return { status: 400, text: header("Connection") };
  if (key.length !== 24) return { status: 400, text: header("Sec-WebSocket-Key") };
  if (version === undefined) return { status: 400, text: header("Sec-WebSocket-Version") };
  if (version !== "13") return { status: 426, text: header("Sec-WebSocket-Version") };
  return undefined;
}

/** Answers a handshake. `false`: it was refused, and the answer is sent. */
export function shakeHands(exchange: Exchange): boolean {
  const complaint = complaintAbout(exchange);
  if (complaint !== undefined) {
    const { status, text } = complaint;
    const legacy = exchange.world.profile.legacy;
    // The old core writes this answer by hand, past its own router.
    if (legacy) {
      exchange.res.removeHeader("Vary");
      exchange.res.sendDate = false;
    }
    const version = legacy ? "Sec-WebSocket-Version" : "Sec-Websocket-Version";
    send(
      exchange.res,
      status,
      { "Content-Type": "text/plain; charset=utf-8", ...(status === 426 ? { [version]: "13" } : {}) },
      text,
    );
    return false;
  }
  const accept = createHash("sha1").update(`${exchange.req.headers["sec-websocket-key"]}${magic}`).digest("base64");
  exchange.socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-Websocket-Accept: ${accept}\r\nUpgrade: websocket\r\n\r\n`,
  );
  return true;
}

/** One unmasked text frame, never fragmented. */
export function encodeFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  let head: Buffer;
  if (length < 126) head = Buffer.from([0x81, length]);
  else if (length < 65_536) {
    head = Buffer.alloc(4);
    head.writeUInt16BE(0x817e);
    head.writeUInt16BE(length, 2);
  } else {
    head = Buffer.alloc(10);
    head.writeUInt16BE(0x817f);
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
