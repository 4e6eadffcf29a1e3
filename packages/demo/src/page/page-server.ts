import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { DemoBroker } from "../parts/broker.ts";
import type { Part } from "../parts/part.ts";

/** What the page is told of the other parts. */
export interface PageAbout {
  /** One line on the core that is driven. */
  readonly core: string;
  readonly broker: string;
  /** Address of the chat page. */
  readonly chat: string;
  /** Address of the flow editor. */
  readonly editor?: string;
}

export interface PageServer extends Part {
  readonly url: string;
  readonly port: number;
}

const assets: Readonly<Record<string, { file: string; type: string }>> = {
  "/": { file: "index.html", type: "text/html; charset=utf-8" },
  "/page.css": { file: "page.css", type: "text/css; charset=utf-8" },
  "/page.js": { file: "page.js", type: "text/javascript; charset=utf-8" },
};
const maxBody = 10_000;
const portsToTry = 20;

/** Serves the page on 127.0.0.1 and `port`, or the next free one when it is taken. 0: any. */
export async function startPage(options: { port: number; about: PageAbout; broker: DemoBroker }): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  const port = await listen(server, options.port);
  return {
    name: "page",
    port,
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  for (let attempt = 0; attempt < portsToTry; attempt += 1) {
    const wanted = port === 0 ? 0 : port + attempt;
    const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once("error", resolve);
      server.listen(wanted, "127.0.0.1", () => {
        server.removeListener("error", resolve);
        resolve(undefined);
      });
    });
    if (failure === undefined) return (server.address() as AddressInfo).port;
    if (failure.code !== "EADDRINUSE") throw failure;
  }
  throw new Error(`the ports ${port} to ${port + portsToTry - 1} are all in use: name a free one with --port`);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { about, broker }: { about: PageAbout; broker: DemoBroker },
): Promise<void> {
  // A foreign name that resolves to this machine must not read the household (DNS rebinding).
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    response.writeHead(403).end();
    return;
  }
  const url = request.url?.split("?")[0] ?? "/";
  const asset = assets[url];
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (asset !== undefined) {
    const frames = new URL(about.chat).origin;
    response.setHeader(
      "Content-Security-Policy",
      `default-src 'self'; frame-src ${frames}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    );
    response.writeHead(200, { "Content-Type": asset.type });
    response.end(await readFile(path.join(import.meta.dirname, asset.file)));
  } else if (url === "/about.json") {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(about));
  } else if (url === "/topics") streamTopics(response, broker);
  else if (url === "/publish" && request.method === "POST") await publish(request, response, broker);
  else response.writeHead(404).end();
}

/** Server-sent events: every retained topic first, then each message as it comes. */
function streamTopics(response: ServerResponse, broker: DemoBroker): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.flushHeaders();
  const send = (topic: string, payload: string): void => {
    response.write(`data: ${JSON.stringify({ topic, payload })}\n\n`);
  };
  for (const [topic, payload] of broker.topics) send(topic, payload);
  response.on("close", broker.onMessage(send));
}

async function publish(request: IncomingMessage, response: ServerResponse, broker: DemoBroker): Promise<void> {
  // A page elsewhere can post, but not with this content type unless we allow it, which we do not.
  const isJson = request.headers["content-type"] === "application/json";
  const body = isJson ? await readBody(request) : undefined;
  const message = body === undefined ? undefined : readMessage(body);
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  if (message === undefined) {
    response.writeHead(400).end("Give a topic without + and #, and a payload.");
    return;
  }
  await broker.publish(message.topic, message.payload);
  response.writeHead(200).end(`Published to ${message.topic}. The answer is on …/response/…`);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readMessage(body: string): { topic: string; payload: string } | undefined {
  try {
    const { topic, payload } = JSON.parse(body) as Record<string, unknown>;
    const isTopic = typeof topic === "string" && /^[^+#\0]{1,500}$/.test(topic);
    return isTopic && typeof payload === "string" ? { topic, payload } : undefined;
  } catch {
    return undefined;
  }
}
