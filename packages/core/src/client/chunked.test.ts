import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { closedPort, sendJson, serve } from "../../test/support/servers.ts";
import { Told, untilFinished } from "../../test/support/sockets.ts";
import { rowOf } from "../endpoints/index.ts";
import { parseAddress } from "./address.ts";
import { openChunked } from "./chunked.ts";
import { createConnector } from "./connection.ts";
import { createCredentials } from "./credentials.ts";
import type { FrameSocket } from "./transport.ts";

function open(url: string, maxFrameBytes = 1_000_000): { told: Told; socket: FrameSocket } {
  const told = new Told();
  const address = parseAddress(url);
  const { headers } = createCredentials({ secret: "ключ" });
  const context = { id: "traffic.stream", row: rowOf("traffic.stream") } as const;
  const connector = createConnector(address, undefined, 0);
  const options = { address, connector, target: "/traffic", headers, tls: undefined, maxFrameBytes, context };
  return { told, socket: untilFinished(openChunked(options, told)) };
}

function start(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { "content-type": "application/json" });
}

/** Writes pieces one after the other, each on its way before the next. */
function send(response: ServerResponse, pieces: readonly (string | Buffer)[]): void {
  const [first, ...rest] = pieces;
  if (first !== undefined) response.write(first, () => setImmediate(() => send(response, rest)));
}

describe("a chunked answer", () => {
  test("is cut into lines, wherever the pieces end, even inside a character", async () => {
    const line = Buffer.from('{"name":"香港"}\n');
    const server = await serve((_, response) =>
      send(start(response), ['{"a":1}\n{"b"', ":2}\n\n", line.subarray(0, 10), line.subarray(10)]),
    );
    expect(await open(server.url).told.count(4)).toEqual(["open", '{"a":1}', '{"b":2}', '{"name":"香港"}']);
    expect(Buffer.from(server.arrived[0]?.headers.authorization ?? "", "latin1").toString("utf8")).toBe("Bearer ключ");
  });

  test("that ends, or breaks, is a lost stream", async () => {
    const ending = await serve((_, response) => start(response).end("1\n"));
    const breaking = await serve((_, response) => start(response).write("1\n", () => response.destroy()));
    for (const { url } of [ending, breaking]) {
      const { told } = open(url);
      expect(await told.ended()).toMatchObject({ code: "unreachable", reason: "lost" });
      expect([told.phase, told.all]).toEqual(["open", ["open", "1", "end"]]);
    }
  });

  test("with a line that does not end is given up at the limit", async () => {
    const server = await serve((_, response) => start(response).write("x".repeat(5000)));
    expect(await open(server.url, 1000).told.ended()).toMatchObject({
      code: "unexpected-response",
      reason: "too-large",
    });
  });

  test("that is a web page is none", async () => {
    const server = await serve((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"));
    const { told } = open(server.url);
    expect(await told.ended()).toMatchObject({ code: "unexpected-response", reason: "html" });
    expect(told.phase).toBe("upgrade");
  });

  test("that is refused says why", async () => {
    const server = await serve((_, response) => sendJson(response, { message: "Body invalid" }, 400));
    expect(await open(server.url).told.ended()).toMatchObject({ code: "rejected", detail: "Body invalid" });
  });

  test("that cannot be asked for says so", async () => {
    const { told } = open(`http://127.0.0.1:${await closedPort()}`);
    expect(await told.ended()).toMatchObject({ code: "unreachable", reason: "refused" });
    expect(told.phase).toBe("connect");
  });

  test("that is terminated closes its socket and tells nothing more", async () => {
    const closed = Promise.withResolvers<void>();
    const server = await serve((_, response) => {
      response.on("close", closed.resolve);
      start(response).write("1\n2\n");
    });
    const { told, socket } = open(server.url);
    await told.count(3);
    socket.terminate();
    await closed.promise;
    expect(told.all).toEqual(["open", "1", "2"]);
  });

  test("that is paused waits until it is resumed", async () => {
    const answer = Promise.withResolvers<ServerResponse>();
    const server = await serve((_, response) => answer.resolve(start(response)));
    const { told, socket } = open(server.url);
    const response = await answer.promise;
    response.write("1\n");
    await told.count(2);
    socket.pause();
    await new Promise((resolve) => response.write("2\n", resolve));
    expect(told.all).toEqual(["open", "1"]);
    socket.resume();
    expect(await told.count(3)).toEqual(["open", "1", "2"]);
  });
});
