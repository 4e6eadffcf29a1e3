import { describe, expect, test, vi } from "vitest";
import { clientFor, failureOf } from "../../test/support/client.ts";
import { type Arrived, closedPort, sendJson, serve, serveRaw } from "../../test/support/servers.ts";
import { createClient } from "./client.ts";

const version = { meta: true, version: "v1.0.0" };
const answerVersion: Parameters<typeof serve>[0] = (_, response) => sendJson(response, version);

/** Resolves when the server got the request, for tests that act while it waits. */
function gate(): { readonly reached: Promise<Arrived>; readonly reach: (request: Arrived) => void } {
  const { promise, resolve } = Promise.withResolvers<Arrived>();
  return { reached: promise, reach: resolve };
}

describe("a body", () => {
  test("goes as JSON", async () => {
    const server = await serve((_, response) => response.writeHead(204).end());
    expect(await clientFor({ url: server.url }).proxies.select({ group: "G", body: { name: "香港" } })).toBeUndefined();
    expect(server.arrived[0]).toMatchObject({ method: "PUT", url: "/proxies/G", body: '{"name":"香港"}' });
    expect(server.arrived[0]?.headers["content-type"]).toBe("application/json");
  });

  test("that does not end is given up at the limit", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => void (response.destroyed || response.write("x".repeat(50_000), more));
      more();
    });
    const error = await failureOf(clientFor({ url: server.url, maxBodyBytes: 1024 * 1024 }).version.get());
    expect(error).toMatchObject({ code: "unexpected-response", reason: "too-large" });
    expect(error.message).toBe("The core answered more than 1 MiB: check the address, or raise maxBodyBytes.");
  });

  test("of an error that does not end is judged by its beginning", async () => {
    const server = await serve((_, response) => {
      response.writeHead(500, { "content-type": "text/html" });
      const more = (): void => void (response.destroyed || response.write("<html>".repeat(10_000), more));
      more();
    });
    const client = clientFor({ url: server.url });
    expect(await failureOf(client.version.get())).toMatchObject({
      code: "unexpected-response",
      reason: "html",
      status: 500,
    });
  });

  test("keeps a key that is called __proto__", async () => {
    const node = '{"name":"__proto__","type":"Direct","history":[],"udp":true}';
    const server = await serve((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(`{"proxies":{"__proto__":${node}}}`),
    );
    const { proxies } = await clientFor({ url: server.url }).proxies.list();
    expect(Object.keys(proxies)).toEqual(["__proto__"]);
    expect(proxies["__proto__"]?.name).toBe("__proto__");
  });

  test("of a profile is bytes, not text", async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0xff, 0x00, 0xc3]);
    const server = await serve((_, response) =>
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes),
    );
    expect(await clientFor({ url: server.url }).debug.profile({ profile: "heap", raw: true })).toEqual(
      new Uint8Array(bytes),
    );
    expect(server.arrived[0]?.url).toBe("/debug/pprof/heap?raw=true");
  });
});

describe("sockets", () => {
  test("are kept for the next call", async () => {
    const server = await serve(answerVersion);
    const client = clientFor({ url: server.url });
    for (let call = 0; call < 3; call++) await client.version.get();
    expect(server.sockets()).toBe(1);
  });

  test("that were idle for five seconds serve queries, but no command", async () => {
    const server = await serve(answerVersion);
    const client = clientFor({ url: server.url });
    await client.version.get();
    const now = performance.now();
    const clock = vi.spyOn(performance, "now").mockReturnValue(now + 5001);
    await client.version.get();
    clock.mockReturnValue(now + 11_000);
    await client.connections.closeAll();
    clock.mockRestore();
    expect(server.arrived.map(({ url, socket }) => [url, socket])).toEqual([
      ["/version", 1],
      ["/version", 1],
      ["/connections", 2],
    ]);
  });

  test("carry one call each", async () => {
    const server = await serve(answerVersion);
    const client = clientFor({ url: server.url });
    await Promise.all([client.version.get(), client.version.get(), client.version.get()]);
    expect(server.sockets()).toBe(3);
  });

  test("that died unseen cost a query nothing", async () => {
    let answered = 0;
    const server = await serveRaw((socket, _, number) => {
      // The first socket answers once and dies with the next request, as after a restart of the core.
      if (number === 1 && answered > 0) socket.destroy();
      else {
        answered += 1;
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{"version":"v1"}');
      }
    });
    const client = clientFor({ url: `http://127.0.0.1:${server.port}` });
    await client.version.get();
    expect(await client.version.get()).toEqual({ version: "v1" });
    expect(server.sockets()).toBe(2);
  });

  test("that died unseen fail a command, which is never sent twice", async () => {
    let requests = 0;
    const server = await serveRaw((socket) => {
      requests += 1;
      if (requests > 1) socket.destroy();
      else socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    });
    const client = clientFor({ url: `http://127.0.0.1:${server.port}` });
    await client.cache.flushDns();
    expect(await failureOf(client.cache.flushDns())).toMatchObject({
      code: "unreachable",
      reason: "lost",
      effect: "unknown",
    });
    expect(requests).toBe(2);
  });

  test("that fail on their first request are not tried again, even for a query", async () => {
    const server = await serveRaw((socket) => socket.destroy());
    expect((await failureOf(clientFor({ url: `http://127.0.0.1:${server.port}` }).version.get())).reason).toBe("lost");
    expect(server.sockets()).toBe(1);
  });
});

describe("a refused connection", () => {
  test("is tried once more for a query, as a core that restarts is soon back", async () => {
    const port = await closedPort();
    const call = clientFor({ url: `http://127.0.0.1:${port}` }).version.get();
    const server = await serve(answerVersion, { port });
    expect(await call).toEqual(version);
    expect(server.arrived).toHaveLength(1);
  });

  test("leads to the next address, for a command as well, and that one is kept", async () => {
    const server = await serve((_, response) => response.writeHead(204).end());
    const client = clientFor({ url: [`http://127.0.0.1:${await closedPort()}`, "unix:/no/such.sock", server.url] });
    await client.cache.flushDns();
    await client.cache.flushDns();
    expect(server.arrived).toHaveLength(2);
  });

  test("is the end when the core answers in whatever way: the next address is not asked", async () => {
    const first = await serve((_, response) => sendJson(response, { message: "Unauthorized" }, 401));
    const second = await serve(answerVersion);
    const error = await failureOf(clientFor({ url: [first.url, second.url] }).version.get());
    expect(error.code).toBe("unauthorized");
    expect(second.arrived).toEqual([]);
  });
});

describe("a core that hangs", () => {
  test("is given up at the deadline, and the socket is closed", async () => {
    const closed = Promise.withResolvers<void>();
    const server = await serve((_, response) => void response.on("close", closed.resolve));
    const error = await failureOf(clientFor({ url: server.url }).version.get({}, { timeoutMs: 60 }));
    expect(error).toMatchObject({ code: "timeout", endpoint: "version.get" });
    expect(error.message).toBe("The core did not answer version.get within 60 ms: it hangs, or the network is slow.");
    await closed.promise;
  });

  test("leaves the effect of a command unknown", async () => {
    const server = await serve(() => undefined);
    const error = await failureOf(clientFor({ url: server.url, timeoutMs: 60 }).cache.flushDns());
    expect(error).toMatchObject({ code: "timeout", effect: "unknown" });
  });

  test("in the middle of its answer is given up as well", async () => {
    const server = await serve(
      (_, response) => void response.writeHead(200, { "content-type": "application/json" }).write("{"),
    );
    expect((await failureOf(clientFor({ url: server.url, timeoutMs: 60 }).version.get())).code).toBe("timeout");
  });
});

describe("an abort", () => {
  test("before the call sends nothing", async () => {
    const server = await serve(answerVersion);
    const client = clientFor({ url: server.url });
    const error = await failureOf(client.cache.flushDns({}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "aborted", effect: "none" });
    expect(server.sockets()).toBe(0);
  });

  test("while the socket is being opened sends nothing", async () => {
    const server = await serve(answerVersion);
    const controller = new AbortController();
    const call = failureOf(clientFor({ url: server.url }).cache.flushDns({}, { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ code: "aborted", effect: "none" });
    await clientFor({ url: server.url }).version.get();
    expect(server.arrived.map(({ url }) => url)).toEqual(["/version"]);
  });

  test("after a command was sent hangs up and says that its effect is unknown", async () => {
    const { reached, reach } = gate();
    const closed = Promise.withResolvers<void>();
    const server = await serve((request, response) => {
      response.on("close", closed.resolve);
      reach(request);
    });
    const controller = new AbortController();
    const call = failureOf(clientFor({ url: server.url }).cache.flushDns({}, { signal: controller.signal }));
    await reached;
    controller.abort();
    const error = await call;
    expect(error).toMatchObject({ code: "aborted", effect: "unknown" });
    expect(error.message).toBe("cache.flushDns was aborted after it was sent, so whether it took effect is not known.");
    await closed.promise;
  });

  test("of a group's test stops our waiting, but does not hang up on the core", async () => {
    const { reached, reach } = gate();
    const finish = Promise.withResolvers<void>();
    const outcome = Promise.withResolvers<boolean>();
    const server = await serve((request, response) => {
      response.on("close", () => outcome.resolve(response.writableFinished));
      void finish.promise.then(() => sendJson(response, {}));
      reach(request);
    });
    const controller = new AbortController();
    const params = { group: "G", url: "http://x/", timeout: 1000 };
    const call = failureOf(clientFor({ url: server.url }).groups.delay(params, { signal: controller.signal }));
    await reached;
    controller.abort();
    expect(await call).toMatchObject({ code: "aborted", effect: "unknown" });
    finish.resolve();
    expect(await outcome.promise).toBe(true);
  });
});

describe("closing a client", () => {
  test("ends pending calls as aborted, also one that was not to be hung up on, and refuses new ones", async () => {
    const { reached, reach } = gate();
    const server = await serve(reach);
    const client = createClient({ url: server.url });
    const call = failureOf(client.groups.delay({ group: "G", url: "http://x/", timeout: 1000 }));
    await reached;
    await client[Symbol.asyncDispose]();
    expect((await call).code).toBe("aborted");
    expect((await failureOf(client.version.get())).code).toBe("aborted");
  });

  test("can be done twice", async () => {
    const client = createClient({ url: "http://127.0.0.1:9" });
    await client[Symbol.asyncDispose]();
    await expect(client[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});

test("an interim answer is not taken for the answer", async () => {
  const { port } = await serveRaw((socket) =>
    socket.write(
      'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{"version":"v1"}',
    ),
  );
  expect(await clientFor({ url: `http://127.0.0.1:${port}` }).version.get()).toEqual({ version: "v1" });
});
