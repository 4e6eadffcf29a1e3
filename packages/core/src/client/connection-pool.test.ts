import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { sendJson, serve } from "../../test/support/servers.ts";
import { parseAddress } from "./address.ts";
import { createConnector } from "./connection.ts";
import { ConnectionPool } from "./connection-pool.ts";

afterEach(() => vi.restoreAllMocks());

function pool(): ConnectionPool {
  const address = parseAddress("http://127.0.0.1:9");
  const made = new ConnectionPool(address, createConnector(address, undefined, 0));
  onTestFinished(() => made.close());
  return made;
}

test("the connection that was used last is used again first", () => {
  const connections = pool();
  const [one, two] = [connections.acquire(5000), connections.acquire(5000)];
  expect(one).not.toBe(two);
  connections.release(one);
  connections.release(two);
  expect([connections.acquire(5000), connections.acquire(5000)]).toEqual([two, one]);
});

test("a connection that was idle for too long is not given to who does not trust it", () => {
  const connections = pool();
  const clock = vi.spyOn(performance, "now").mockReturnValue(1000);
  const one = connections.acquire(5000);
  connections.release(one);
  clock.mockReturnValue(6000);
  expect(connections.acquire(5000)).not.toBe(one);
  clock.mockReturnValue(5999);
  expect(connections.acquire(5000)).toBe(one);
});

test("of a burst only eight connections are kept", () => {
  const connections = pool();
  const burst = Array.from({ length: 10 }, () => connections.acquire(5000));
  for (const one of burst) connections.release(one);
  const again = Array.from({ length: 10 }, () => connections.acquire(5000));
  expect(again.filter((one) => burst.includes(one))).toHaveLength(8);
});

test("what was discarded does not come back", () => {
  const connections = pool();
  const one = connections.acquire(5000);
  connections.discard(one);
  expect(connections.acquire(5000)).not.toBe(one);
});

test("a server is left without a socket when the pool is closed", async () => {
  const server = await serve((_, response) => sendJson(response, {}));
  const address = parseAddress(server.url);
  const connections = new ConnectionPool(address, createConnector(address, undefined, 0));
  const connection = connections.acquire(5000);
  const gone = Promise.withResolvers<string>();
  server.server.on("connection", (socket) => socket.on("close", () => gone.resolve("gone")));
  await new Promise<void>((resolve) =>
    connection.dispatch(
      { method: "GET", path: "/" },
      { onRequestStart: () => undefined, onResponseEnd: () => resolve(), onResponseError: () => resolve() },
    ),
  );
  connections.release(connection);
  connections.close();
  expect(await gone.promise).toBe("gone");
});
