import { expect, onTestFinished, test } from "vitest";
import { sendJson, serve, type TestServer } from "../../test/support/servers.ts";
import { parseAddress } from "./address.ts";
import { Connection, createConnector } from "./connection.ts";
import { Exchange, type ExchangeRequest } from "./exchange.ts";

const tooLarge = new Error("too large");

function exchange(server: TestServer, request: Partial<ExchangeRequest> = {}): Exchange {
  const address = parseAddress(server.url);
  const connection = new Connection(address, createConnector(address, undefined, 0));
  onTestFinished(() => connection.destroy());
  return new Exchange(connection, {
    method: "GET",
    path: "/x",
    headers: {},
    maxBodyBytes: 1000,
    tooLarge: () => tooLarge,
    ...request,
  });
}

test("an answer comes whole, with what decides over its meaning", async () => {
  const date = "Sat, 28 Nov 2026 07:00:00 GMT";
  const server = await serve((_, response) =>
    response.writeHead(301, { "content-type": "Text/HTML", location: "/y", date }).end("moved"),
  );
  const one = exchange(server);
  one.start();
  expect(await one.answer).toEqual({
    status: 301,
    contentType: "text/html",
    location: "/y",
    date,
    body: Buffer.from("moved"),
  });
  expect(one).toMatchObject({ sent: true, responded: true, complete: true });
});

test("an answer in pieces is put together", async () => {
  const server = await serve((_, response) => response.write("a", () => setImmediate(() => response.end("b"))));
  const one = exchange(server);
  one.start();
  expect((await one.answer).body.toString()).toBe("ab");
});

test("an answer that is too large is not read on", async () => {
  const server = await serve((_, response) => response.end("x".repeat(5000)));
  const one = exchange(server);
  one.start();
  await expect(one.answer).rejects.toBe(tooLarge);
  expect(one.complete).toBe(false);
});

test("what is cancelled before it was sent is never sent", async () => {
  const server = await serve((_, response) => sendJson(response, {}));
  const reason = new Error("enough");
  const one = exchange(server);
  one.start();
  one.cancel(reason);
  await expect(one.answer).rejects.toBe(reason);
  const other = exchange(server, { path: "/other" });
  other.start();
  await other.answer;
  expect(one.sent).toBe(false);
  expect(server.arrived.map(({ url }) => url)).toEqual(["/other"]);
});

test("what is cancelled after it was sent is hung up on", async () => {
  const arrived = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const server = await serve((_, response) => {
    response.on("close", closed.resolve);
    arrived.resolve();
  });
  const one = exchange(server);
  one.start();
  await arrived.promise;
  one.cancel(new Error("enough"));
  await expect(one.answer).rejects.toThrow("enough");
  await closed.promise;
  expect(one.sent).toBe(true);
});
