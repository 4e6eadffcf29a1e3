import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { DemoBroker } from "../parts/broker.ts";
import type { FlowFeed } from "../flow/flow-feed.ts";
import type { Part } from "../parts/part.ts";
import { streamNews } from "./news.ts";

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

export interface PageOptions {
  /** Taken on 127.0.0.1, or the next free one when it is in use. 0: any. */
  readonly port: number;
  readonly about: PageAbout;
  readonly broker: DemoBroker;
  readonly flow: FlowFeed;
}

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
} as const;
const assetName = /^\/([a-z-]+)\.(html|css|js|svg)$/;
const maxBody = 10_000;
const portsToTry = 20;

/** Serves the page. Rejects when the port and those after it are all in use. */
export async function startPage(options: PageOptions): Promise<PageServer> {
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
  for (let attempt = 0; attempt < portsToTry && port + attempt <= 65_535; attempt += 1) {
    const wanted = port === 0 ? 0 : port + attempt;
    const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once("error", resolve);
      server.listen(wanted, "127.0.0.1", () => {
        server.removeListener("error", resolve);
        resolve(undefined);
      });
    });
    if (failure === undefined) return (server.address() as AddressInfo).port;
    if (failure.code === "EACCES")
      throw new Error(`the system does not let us listen on port ${wanted}: name another one with --port`);
    if (failure.code !== "EADDRINUSE") throw failure;
  }
  throw new Error(`port ${port} and those after it are all in use: name a free one with --port, or 0 for any`);
}

async function answer(request: IncomingMessage, response: ServerResponse, options: PageOptions): Promise<void> {
  // A foreign name that resolves to this machine must not read the household (DNS rebinding).
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    response.writeHead(403).end();
    return;
  }
  const url = request.url?.split("?")[0] ?? "/";
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  if (request.method === "POST") await act(url, request, response, options);
  else if (url === "/about.json") {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(options.about));
  } else if (url === "/news") streamNews(response, options);
  else await sendAsset(url === "/" ? "/index.html" : url, response, options.about);
}

async function sendAsset(url: string, response: ServerResponse, about: PageAbout): Promise<void> {
  const [, name, extension] = assetName.exec(url) ?? [];
  const content = name === undefined ? undefined : await readAsset(`${name}.${extension}`);
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  const frames = new URL(about.chat).origin;
  response.setHeader(
    "Content-Security-Policy",
    `default-src 'self'; frame-src ${frames}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  );
  response.writeHead(200, { "Content-Type": types[extension as keyof typeof types] }).end(content);
}

async function readAsset(name: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path.join(import.meta.dirname, "client", name));
  } catch {
    // Only names of our own pattern come here: what cannot be read is not there.
    return undefined;
  }
}

/** What people do on the page, answered with a sentence. */
async function act(
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
  { broker, flow }: PageOptions,
): Promise<void> {
  const body = await readJson(request);
  const say = (status: number, sentence: string): void => {
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(sentence);
  };
  if (url === "/publish") {
    const { topic, payload } = body;
    if (typeof topic !== "string" || !/^[^+#\0]{1,500}$/.test(topic) || typeof payload !== "string")
      say(400, "Give a topic without + and #, and a payload.");
    else {
      await broker.publish(topic, payload);
      say(200, `Published to ${topic}`);
    }
  } else if (url === "/press") {
    const pressed = await flow.press(String(body["id"]));
    say(pressed ? 200 : 404, pressed ? "Pressed." : "The flow has no such button any more.");
  } else say(404, "There is nothing to do here.");
}

/** The members of a JSON object; none where the body is anything else. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A page of another site cannot send this type without asking first, and is never allowed to.
  if (request.headers["content-type"] !== "application/json") return {};
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return {};
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
