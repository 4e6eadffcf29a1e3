import { describe, expect, onTestFinished, test } from "vitest";
import { closedPort, sendJson, serve } from "../../test/support/servers.ts";
import { acceptWebSockets, Told, untilFinished } from "../../test/support/sockets.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import { createTransport } from "./http-transport.ts";
import type { FrameSocket, Transport } from "./transport.ts";

function open(
  url: string | string[],
  id: EndpointId = "traffic.stream",
): { told: Told; socket: FrameSocket; transport: Transport } {
  const transport = createTransport({ url });
  onTestFinished(() => transport.close());
  const told = new Told();
  const row = rowOf(id);
  const socket = untilFinished(transport.open({ id, row, target: row.path }, told));
  return { told, socket, transport };
}

const lines = (_: unknown, response: Parameters<typeof sendJson>[0]): void =>
  void response.writeHead(200, { "content-type": "application/json" }).write('{"line":1}\n');

describe("a stream", () => {
  test("goes by WebSocket", async () => {
    const server = await serve(lines);
    acceptWebSockets(server, (socket) => socket.send("frame"));
    expect(await open(server.url).told.count(2)).toEqual(["open", "frame"]);
    expect(server.arrived).toEqual([]);
  });

  test("goes by chunked answer where the handshake is refused", async () => {
    const server = await serve((request, response) => {
      if (request.headers.upgrade === undefined) lines(request, response);
      else response.writeHead(426).end();
    });
    expect(await open(server.url).told.count(2)).toEqual(["open", '{"line":1}']);
  });

  test("goes by chunked answer where something in between drops the upgrade", async () => {
    const server = await serve(lines);
    expect(await open(server.url).told.count(2)).toEqual(["open", '{"line":1}']);
  });

  test("does not try again without the secret's blessing", async () => {
    const server = await serve((_, response) => sendJson(response, { message: "Unauthorized" }, 401));
    expect(await open(server.url).told.ended()).toMatchObject({ code: "unauthorized" });
    expect(server.arrived).toHaveLength(1);
  });

  test("of connections never goes by plain GET, whose answer is one snapshot", async () => {
    const server = await serve((_, response) => sendJson(response, { message: "no" }, 400));
    expect(await open(server.url, "connections.stream").told.ended()).toMatchObject({ code: "rejected" });
    expect(server.arrived).toHaveLength(1);
  });

  test("tries the next address where no connection comes to be", async () => {
    const server = await serve(lines);
    acceptWebSockets(server, (socket) => socket.send("frame"));
    const { told } = open([`http://127.0.0.1:${await closedPort()}`, "unix:/no/such.sock", server.url]);
    expect(await told.count(2)).toEqual(["open", "frame"]);
  });

  test("fails with the last address's reason when none accepts", async () => {
    const { told } = open([`http://127.0.0.1:${await closedPort()}`, "unix:/no/such.sock"]);
    expect((await told.ended()).message).toContain("no socket file");
    expect(told.all).toEqual(["end"]);
  });

  test("is told when the transport is closed, and none can be opened afterwards", async () => {
    const server = await serve(lines);
    acceptWebSockets(server, (socket) => socket.send("frame"));
    const { told, transport } = open(server.url);
    await told.count(2);
    await transport.close();
    expect(told.error).toMatchObject({ code: "aborted" });
    const late = new Told();
    transport.open({ id: "traffic.stream", row: rowOf("traffic.stream"), target: "/traffic" }, late);
    expect(late.all).toEqual(["end"]);
  });

  test("can be terminated twice, and paused and resumed at any time", async () => {
    const server = await serve(lines);
    acceptWebSockets(server, (socket) => socket.send("frame"));
    const { told, socket } = open(server.url);
    socket.pause();
    socket.resume();
    await told.count(2);
    socket.terminate();
    socket.terminate();
    socket.pause();
    socket.resume();
    expect(told.all).toEqual(["open", "frame"]);
  });
});
