import { issueCertificate, makeAuthority } from "@pointsman/simulator/testing";
import { describe, expect, test } from "vitest";
import { sendJson, serve, serveRaw, type TestServer } from "../../test/support/servers.ts";
import { acceptWebSockets, Told, untilFinished } from "../../test/support/sockets.ts";
import { rowOf } from "../endpoints/index.ts";
import { parseAddress } from "./address.ts";
import { createCredentials } from "./credentials.ts";
import type { TlsOptions } from "./options.ts";
import type { FrameSocket } from "./transport.ts";
import { openWebSocket } from "./websocket.ts";

interface Options {
  readonly tls?: TlsOptions;
  readonly target?: string;
  readonly maxFrameBytes?: number;
  readonly secret?: string;
}

function open(url: string, options: Options = {}, told = new Told()): { told: Told; socket: FrameSocket } {
  const socket = openWebSocket(
    {
      address: parseAddress(url),
      target: options.target ?? "/logs?level=info",
      headers: createCredentials({ secret: options.secret ?? "s€cret" }).headers,
      tls: options.tls,
      maxFrameBytes: options.maxFrameBytes ?? 1_000_000,
      context: { id: "logs.stream", row: rowOf("logs.stream") },
    },
    told,
  );
  return { told, socket: untilFinished(socket) };
}

/** Needs a while for each frame, and counts how many come before anybody else in the process has a turn. */
class SlowReader extends Told {
  mostAtOnce = 0;
  #atOnce = 0;

  override onFrame(data: Buffer): void {
    const until = performance.now() + 0.3;
    while (performance.now() < until);
    if (this.#atOnce === 0) setImmediate(() => (this.#atOnce = 0));
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    super.onFrame(data);
  }
}

const refuse = (_: unknown, response: Parameters<typeof sendJson>[0]): void => sendJson(response, {}, 500);

async function webSockets(
  ...args: Parameters<typeof acceptWebSockets> extends [unknown, infer F] ? [F] : never
): Promise<TestServer> {
  const server = await serve(refuse);
  acceptWebSockets(server, ...args);
  return server;
}

describe("a WebSocket", () => {
  test("delivers each frame as text, after the word that it is open", async () => {
    const server = await webSockets((socket) => {
      socket.send('{"a":"香港"}\n');
      socket.send("2");
    });
    expect(await open(server.url).told.count(3)).toEqual(["open", '{"a":"香港"}\n', "2"]);
  });

  test("sends the secret as a header, byte for byte, and asks for no compression and no protocol", async () => {
    const server = await serve(refuse);
    const heads: Record<string, unknown>[] = [];
    server.server.on("upgrade", (request, socket) => {
      heads.push({ ...request.headers, url: request.url });
      socket.destroy();
    });
    await open(`${server.url}/house`, { secret: "ключ" }).told.ended();
    const [head] = heads;
    expect(Buffer.from(String(head?.["authorization"]), "latin1").toString("utf8")).toBe("Bearer ключ");
    expect(head).toMatchObject({ url: "/house/logs?level=info", upgrade: "websocket" });
    expect(head).not.toHaveProperty("sec-websocket-extensions");
    expect(head).not.toHaveProperty("sec-websocket-protocol");
  });

  test("goes over TLS with an authority of one's own", async () => {
    const authority = makeAuthority("house");
    const { certificate: cert, key } = issueCertificate(authority, { commonName: "core", hosts: ["core.lan"] });
    const server = await serve(refuse, { tls: { cert, key } });
    acceptWebSockets(server, (socket) => socket.send("x"));
    const { told } = open(server.url, { tls: { ca: authority.certificate, serverName: "core.lan" } });
    expect(await told.count(2)).toEqual(["open", "x"]);
  });

  test("that is terminated tells nothing more and closes the socket at once", async () => {
    const closed = Promise.withResolvers<void>();
    const server = await webSockets((socket) => {
      socket.on("close", () => closed.resolve());
      socket.send("1");
    });
    const { told, socket } = open(server.url);
    await told.count(2);
    socket.terminate();
    await closed.promise;
    expect(told.all).toEqual(["open", "1"]);
  });

  test("that is terminated before it is open tells nothing at all", async () => {
    const server = await webSockets((socket) => socket.send("1"));
    const { told, socket } = open(server.url);
    socket.terminate();
    const other = open(server.url);
    await other.told.count(2);
    expect(told.all).toEqual([]);
  });

  test("that floods lets others have their turn between its frames", async () => {
    const frames = 400;
    const server = await webSockets((socket) => {
      for (let sent = 0; sent < frames; sent += 1) socket.send("x".repeat(5000));
    });
    const told = new SlowReader();
    open(server.url, {}, told);
    await told.count(frames + 1);
    expect(told.mostAtOnce).toBeLessThan(frames / 4);
  });

  test("that is paused before it is open delivers nothing until it is resumed", async () => {
    const server = await webSockets((socket) => socket.send("1"));
    const { told, socket } = open(server.url);
    socket.pause();
    await told.count(1);
    expect(told.all).toEqual(["open"]);
    socket.resume();
    expect(await told.count(2)).toEqual(["open", "1"]);
  });
});

describe("the end of a WebSocket is told once, with the phase in which it came", () => {
  test("lost after it was open", async () => {
    const server = await webSockets((socket) => socket.terminate());
    const { told } = open(server.url);
    expect(await told.ended()).toMatchObject({ code: "unreachable", reason: "lost", endpoint: "logs.stream" });
    expect([told.phase, told.all]).toEqual(["open", ["open", "end"]]);
  });

  test("a frame that is too large", async () => {
    const server = await webSockets((socket) => socket.send("x".repeat(2000)));
    const { told } = open(server.url, { maxFrameBytes: 1000 });
    expect(await told.ended()).toMatchObject({ code: "unexpected-response", reason: "too-large" });
  });

  test("refused with 401", async () => {
    const server = await serve((_, response) => sendJson(response, { message: "Unauthorized" }, 401));
    const { told } = open(server.url);
    expect(await told.ended()).toMatchObject({ code: "unauthorized", status: 401 });
    expect(told.phase).toBe("upgrade");
  });

  test("refused with the core's own words", async () => {
    const server = await serve((_, response) => sendJson(response, { message: "Body invalid" }, 400));
    expect(await open(server.url).told.ended()).toMatchObject({ code: "rejected", detail: "Body invalid" });
  });

  test("refused with a page that never ends", async () => {
    const server = await serve((_, response) => {
      response.writeHead(502, { "content-type": "text/html" });
      const more = (): void => void (response.destroyed || response.write("<html>".repeat(5000), more));
      more();
    });
    expect(await open(server.url).told.ended()).toMatchObject({
      code: "unexpected-response",
      reason: "html",
      status: 502,
    });
  });

  test("answered 200 as if it were a plain request", async () => {
    const server = await serve(
      (_, response) => void response.writeHead(200, { "content-type": "application/json" }).write("{}\n"),
    );
    const { told } = open(server.url);
    await told.ended();
    expect(told.phase).toBe("upgrade");
  });

  test("answered with a handshake that does not fit", async () => {
    const { port } = await serveRaw((socket) =>
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: no\r\n\r\n",
      ),
    );
    const { told } = open(`http://127.0.0.1:${port}`);
    expect(await told.ended()).toMatchObject({ code: "unexpected-response", reason: "not-websocket" });
    expect(told.phase).toBe("upgrade");
  });

  test("refused before anything was sent", async () => {
    const { told } = open("unix:/no/such.sock");
    expect(await told.ended()).toMatchObject({ code: "unreachable", reason: "refused" });
    expect(told.phase).toBe("connect");
  });
});
