import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

// Log lines at a steady pace to whoever connects: one in a hundred is an error.
const perSecond = Number(process.argv[2] ?? 50_000);
const tickMs = 10;
const lines = Array.from({ length: 100 }, (_, index) =>
  JSON.stringify({
    type: index === 0 ? "error" : "info",
    payload: `[TCP] 192.168.1.${index}:5${index}123 --> rr${index}.googlevideo.com:443 match DomainSuffix(googlevideo.com) using Streaming[HK 0${index % 9}]`,
  }).concat("\n"),
);

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("listening", () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })),
);
server.on("connection", (socket) => {
  let sent = 0;
  const start = performance.now();
  const timer = setInterval(() => {
    // A reader that cannot keep up is not fed more: the sender's memory is not what is measured.
    if (socket.bufferedAmount > 4_000_000) return;
    const due = Math.min(((performance.now() - start) / 1000) * perSecond, sent + perSecond / 10);
    for (; sent < due; sent += 1) socket.send(lines[sent % lines.length] ?? "");
  }, tickMs);
  socket.on("close", () => clearInterval(timer));
  socket.on("error", () => clearInterval(timer));
});
