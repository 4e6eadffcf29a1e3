import { expect, onTestFinished, test } from "vitest";
import { sendJson, serve, serveRaw } from "../../test/support/servers.ts";
import { parseAddress } from "./address.ts";
import { Connection, createConnector, tlsSettings } from "./connection.ts";

function connect(url: string): Connection {
  const address = parseAddress(url);
  const connection = new Connection(address, createConnector(address, undefined, 0));
  onTestFinished(() => connection.destroy());
  return connection;
}

/** One GET; resolves with the error that it ended with, if any. */
function get(connection: Connection): Promise<Error | undefined> {
  return new Promise((resolve) =>
    connection.dispatch(
      { method: "GET", path: "/" },
      {
        onRequestStart: () => undefined,
        onResponseEnd: () => resolve(undefined),
        onResponseError: (_, error) => resolve(error),
      },
    ),
  );
}

test("a connection is reused once its socket has answered, and fresh again when that is gone", async () => {
  const server = await serve((_, response) => sendJson(response, {}));
  const connection = connect(server.url);
  expect(connection.isReused).toBe(false);
  await get(connection);
  connection.answered();
  expect(connection.isReused).toBe(true);
  const ended = await new Promise<boolean>((resolve) => {
    server.server.closeAllConnections();
    const look = (): void => (connection.isReused ? void setImmediate(look) : resolve(true));
    look();
  });
  expect(ended).toBe(true);
  expect(await get(connection)).toBeUndefined();
  expect(server.sockets()).toBe(2);
});

test("a connection remembers when it last answered", () => {
  const connection = connect("http://127.0.0.1:9");
  const before = performance.now();
  connection.answered();
  expect(connection.idleSince).toBeGreaterThanOrEqual(before);
});

test("a connection that is destroyed while it opens fails what waits for it", async () => {
  const { port } = await serveRaw(() => undefined);
  const connection = connect(`http://127.0.0.1:${port}`);
  const ended = get(connection);
  connection.destroy();
  expect(await ended).toBeInstanceOf(Error);
});

test("why a socket broke is kept", async () => {
  const { port } = await serveRaw((socket) => socket.resetAndDestroy());
  const connection = connect(`http://127.0.0.1:${port}`);
  await get(connection);
  expect(connection.socketError).toMatchObject({ code: "ECONNRESET" });
});

test("TLS options are said in Node.js's words, and only those that were given", () => {
  expect(tlsSettings()).toEqual({});
  expect(tlsSettings({ ca: "A", cert: "C", key: "K", serverName: "n", insecure: true })).toEqual({
    ca: "A",
    cert: "C",
    key: "K",
    servername: "n",
    rejectUnauthorized: false,
  });
  expect(tlsSettings({ insecure: false })).toEqual({});
});
