import { request } from "node:http";
import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type ConnectProxy, type Fate, startConnectProxy } from "./connect-proxy.ts";
import { type Origin, startOrigin } from "./origin.ts";

let origin: Origin;
let proxy: ConnectProxy;
const fates = new Map<string, Fate>();
beforeEach(async () => {
  fates.clear();
  origin = await startOrigin();
  proxy = await startConnectProxy({ fate: (node) => fates.get(node) ?? {}, originPort: origin.port });
});
afterEach(() => Promise.all([origin.stop(), proxy.stop()]));

interface Way {
  readonly status: number | undefined;
  readonly socket: Socket;
}

function through(node: string, authority: string): Promise<Way> {
  const { port, username, password } = proxy.outbound(node);
  const credentials = Buffer.from(`${username}:${password}`).toString("base64");
  const headers = { "proxy-authorization": `Basic ${credentials}` };
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, method: "CONNECT", path: authority, headers, agent: false })
      .once("connect", (response, socket: Socket) => resolve({ status: response.statusCode, socket }))
      .once("error", reject)
      .end();
  });
}

async function answerOver(socket: Socket): Promise<string> {
  socket.write("GET /generate_204 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

it("leads every host name to the origin, and a loopback address to where it says", async () => {
  for (const authority of ["anything.test:443", `127.0.0.1:${origin.port}`]) {
    const { status, socket } = await through("香港 01", authority);
    expect(status).toBe(200);
    expect(await answerOver(socket)).toContain("204 No Content");
  }
  expect(proxy.requests("香港 01")).toBe(2);
  expect(proxy.requests("another")).toBe(0);
});

it("answers 502 for a node that fails", async () => {
  fates.set("broken", { fail: "error" });
  expect((await through("broken", "a.test:80")).status).toBe(502);
});

it("keeps whoever waits at a node that hangs until it is released", async () => {
  fates.set("gone", { fail: "timeout" });
  const waiting = through("gone", "a.test:80");
  expect((await through("fast", "a.test:80")).status).toBe(200);
  expect(proxy.requests("gone")).toBe(1);
  proxy.release("gone");
  await expect(waiting).rejects.toThrow(/socket hang up|ECONNRESET/);
});

it("opens the way of a slow node after that of a fast one", async () => {
  fates.set("slow", { delay: 60 });
  const order: string[] = [];
  const ways = ["slow", "fast"].map((node) => through(node, "a.test:80").then(() => order.push(node)));
  await Promise.all(ways);
  expect(order).toEqual(["fast", "slow"]);
});
