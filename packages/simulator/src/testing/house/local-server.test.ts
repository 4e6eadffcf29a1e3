import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { listenLocally } from "./local-server.ts";

it("listens on a free port and cuts open connections when it stops", async () => {
  const server = await listenLocally(createServer());
  const socket = connect(server.port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await server.stop();
  await closed;
  expect(socket.destroyed).toBe(true);
});
