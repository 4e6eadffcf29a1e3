import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { createFlowFeed, type FlowNews } from "./flow-feed.ts";

const nodes = [
  { id: "press", type: "inject", name: "→ HK 01" },
  { id: "told", type: "debug", name: "switched" },
  { id: "rates", type: "debug", name: "rates" },
];

it("tells what debug nodes say and how the meter stands, to those who come later too, and presses only known buttons", async () => {
  const pressed: string[] = [];
  const server = createServer((request, response) => {
    pressed.push(`${request.method} ${request.url}`);
    response.end("OK");
  });
  const sockets = new WebSocketServer({ server, path: "/comms" });
  sockets.on("connection", (socket) => {
    socket.on("message", (data: Buffer) => {
      const { subscribe } = JSON.parse(data.toString()) as { subscribe: string };
      if (subscribe === "debug")
        socket.send(JSON.stringify([{ topic: "debug", data: { id: "told", name: "switched", msg: "JP 01" } }]));
      else socket.send(JSON.stringify({ topic: subscribe, data: { text: "12 kB/s down" } }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const feed = createFlowFeed();
  const heard: FlowNews[] = [];
  const all = new Promise<void>((resolve) => {
    feed.onNews((news) => {
      heard.push(news);
      if (heard.length === 3) resolve();
    });
  });
  try {
    expect(await feed.press("press")).toBe(false);
    feed.follow(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, nodes, "rates");
    await all;
    expect(feed.past()).toEqual([
      { kind: "buttons", buttons: [{ id: "press", label: "→ HK 01" }] },
      { kind: "meter", text: "12 kB/s down" },
      { kind: "line", line: { at: expect.any(Number), node: "switched", text: "JP 01" } },
    ]);
    expect(await feed.press("press")).toBe(true);
    expect(await feed.press("told")).toBe(false);
    expect(pressed).toEqual(["POST /inject/press"]);
  } finally {
    await feed.stop();
    sockets.close();
    server.closeAllConnections();
    server.close();
  }
});
