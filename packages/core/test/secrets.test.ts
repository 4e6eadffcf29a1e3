import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient } from "../src/client/client.ts";
import type { ClientOptions } from "../src/client/options.ts";
import { type Answerer, closedPort, serve, serveRaw } from "./support/servers.ts";
import { acceptWebSockets } from "./support/sockets.ts";

const secret = "canary-Schlüssel-€/%41";
const header = "canary-header-value";
/** Every way in which the two could be written down. */
const shapes = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("latin1"),
  Buffer.from(secret).toString("base64"),
  header,
  "canary",
];

function leaksIn(text: string): string[] {
  return shapes.filter((shape) => text.includes(shape));
}

/** An error with its cause, its stack and its hidden parts, and all that was logged meanwhile. */
async function whatIsSeenOf(
  call: (client: ReturnType<typeof createClient>) => Promise<unknown>,
  options: ClientOptions,
): Promise<string> {
  const client = createClient({ secret, headers: { "X-Key": header }, ...options });
  onTestFinished(() => client[Symbol.asyncDispose]());
  const written: string[] = [];
  const onWarning = (warning: Error): void => void written.push(inspect(warning));
  process.on("warning", onWarning);
  const error: unknown = await call(client).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  process.off("warning", onWarning);
  expect(error).toBeDefined();
  return [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    String((error as Error).stack),
    inspect(client, { depth: 10, showHidden: true }),
    ...written,
  ].join("\n");
}

/** Says back whatever was sent, as a debugging proxy does. */
const mirrors: [string, Answerer][] = [
  [
    "in the message of a refusal",
    (request, response) =>
      response
        .writeHead(400, { "content-type": "application/json" })
        .end(JSON.stringify({ message: `You sent ${JSON.stringify(request.headers)} ${secret} ${header}` })),
  ],
  [
    "in an error page",
    (request, response) =>
      response.writeHead(500, { "content-type": "text/html" }).end(`<html>${JSON.stringify(request.headers)}`),
  ],
  [
    "in the address of a redirect",
    (_, response) => response.writeHead(302, { location: `https://x/${encodeURIComponent(secret)}/${header}` }).end(),
  ],
  [
    "in JSON of another shape",
    (_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ version: { [secret]: header } })),
  ],
  [
    "in broken JSON",
    (_, response) => response.writeHead(200, { "content-type": "application/json" }).end(`{"${secret} ${header}`),
  ],
  [
    "with a 404",
    (_, response) =>
      response
        .writeHead(404, { "content-type": "application/json" })
        .end(JSON.stringify({ message: `${secret} ${header}` })),
  ],
];

describe("a secret is seen nowhere when the other side says it back", () => {
  test.each(mirrors)("%s", async (_, answer) => {
    const { url } = await serve(answer);
    expect(leaksIn(await whatIsSeenOf((client) => client.version.get(), { url }))).toEqual([]);
    expect(
      leaksIn(await whatIsSeenOf((client) => client.traffic.stream()[Symbol.asyncIterator]().next(), { url })),
    ).toEqual([]);
  });

  test("as a name in an answer of another shape", async () => {
    const { url } = await serve((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ proxies: { [secret]: {} } })),
    );
    expect(leaksIn(await whatIsSeenOf((client) => client.proxies.list(), { url }))).toEqual([]);
  });

  test("in bytes that are not HTTP", async () => {
    const { port } = await serveRaw((socket, first) => socket.end(first));
    expect(leaksIn(await whatIsSeenOf((client) => client.version.get(), { url: `http://127.0.0.1:${port}` }))).toEqual(
      [],
    );
  });

  test("in a frame", async () => {
    for (const frame of [`{"up":"${secret}"}`, `{"${secret}`, secret]) {
      const server = await serve((_, response) => response.end());
      acceptWebSockets(server, (socket) => socket.send(frame));
      expect(
        leaksIn(
          await whatIsSeenOf((client) => client.traffic.stream()[Symbol.asyncIterator]().next(), { url: server.url }),
        ),
      ).toEqual([]);
    }
  });
});

describe("a secret is seen nowhere in whatever else goes wrong", () => {
  test.each<[string, (url: string) => ClientOptions]>([
    ["when nobody listens", (url) => ({ url })],
    ["when the port does not speak TLS", (url) => ({ url: url.replace("http:", "https:") })],
    ["when no address answers", (url) => ({ url: [url, "unix:/no/such.sock"] })],
  ])("%s", async (_, options) => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    expect(leaksIn(await whatIsSeenOf((client) => client.version.get(), options(url)))).toEqual([]);
    expect(
      leaksIn(await whatIsSeenOf((client) => client.cache.flushDns({}, { timeoutMs: 300 }), options(url))),
    ).toEqual([]);
  });

  test("and never in an address that is called", async () => {
    const server = await serve((_, response) => response.writeHead(401).end());
    await whatIsSeenOf((client) => client.version.get(), { url: server.url });
    await whatIsSeenOf((client) => client.logs.stream({ level: "info" })[Symbol.asyncIterator]().next(), {
      url: server.url,
    });
    expect(server.arrived.map(({ url }) => url)).toEqual(["/version", "/logs?level=info"]);
  });
});
