import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { listenLocally } from "./local-server.ts";
import { startOrigin } from "./origin.ts";
import { connectThrough, talkThrough } from "./talk-through.ts";

/** Asked of the inbound, in order. */
let asked: string[];
beforeEach(() => void (asked = []));

/** An inbound that says yes to everybody, and then does this. */
async function inbound(lead: (client: Socket) => void): Promise<number> {
  const server = createServer();
  server.on("connect", (request, client: Socket) => {
    asked.push(request.url ?? "");
    client.on("error", () => undefined);
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    lead(client);
  });
  const local = await listenLocally(server);
  onTestFinished(() => local.stop());
  return local.port;
}

it("talks with the origin until it is closed", async () => {
  const origin = await startOrigin();
  onTestFinished(() => origin.stop());
  const port = await inbound((client) => {
    const onward = connect(origin.port, "127.0.0.1").on("error", () => undefined);
    client.pipe(onward).pipe(client);
  });
  const socket = await talkThrough(port, "exact.test:80");
  const before = origin.traffic().sent;
  await expect.poll(() => origin.traffic().sent).toBeGreaterThan(before);
  expect(asked).toEqual(["exact.test:80"]);
  socket.destroy();
});

it("asks again where a core does not let anything through yet", async () => {
  let turn = 0;
  const port = await inbound((client) =>
    ++turn < 3 ? client.end() : client.once("data", () => client.write("HTTP/1.1 200 OK")),
  );
  const socket = await talkThrough(port, "exact.test:80");
  expect(turn).toBe(3);
  socket.destroy();
});

it("says so where the way ends before a byte came", async () => {
  const port = await inbound((client) => client.end());
  await expect(talkThrough(port, "gone.test:80")).rejects.toThrow("The way to gone.test:80 closed before a byte came.");
});

it("takes a way that is cut off for one that ended", async () => {
  const port = await inbound((client) => setImmediate(() => client.resetAndDestroy()));
  const socket = await connectThrough(port, "gone.test:80");
  const { promise: closed, resolve } = Promise.withResolvers<boolean>();
  socket.once("close", resolve).resume();
  await expect(closed).resolves.toBe(true);
});
