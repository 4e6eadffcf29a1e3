import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "./clock.ts";
import type { OpenStream } from "./router/exchange.ts";

/** Bad weather that a request may meet. */
export type Fault =
  /** Takes the request and never answers. */
  | { readonly kind: "hang" }
  /** Closes the connection without an answer; open streams that match are cut. */
  | { readonly kind: "drop" }
  /** Answers as usual, but only after `ms`. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Streams stay open and say nothing more; other requests hang. */
  | { readonly kind: "half-open" }
  /** Answers with this status, body and headers; an HTML page by default. */
  | {
      readonly kind: "answer";
      readonly status?: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "redirect"; readonly to: string; readonly status?: number }
  /** Bytes that are no HTTP. */
  | { readonly kind: "garbage" }
  /** Promises a JSON document and hangs up in the middle of it. */
  | { readonly kind: "truncated" }
  /** A JSON document that is whole for HTTP, but cut short. */
  | { readonly kind: "half-json" }
  /** A body that never ends. */
  | { readonly kind: "endless" }
  /** 401, whatever the secret. */
  | { readonly kind: "unauthorized" };

/** Which requests meet a fault: the start of the path (`"/"` = all), a pattern for the path, or a closer description. */
export type FaultMatcher =
  | string
  | RegExp
  | { readonly method?: string; readonly path?: string | RegExp; readonly times?: number };

interface Entry {
  readonly method: string | undefined;
  readonly path: string | RegExp;
  readonly fault: Fault;
  left: number;
}

/** The kinds of {@link Fault}. */
export const faultKinds = [
  "hang",
  "drop",
  "slow",
  "half-open",
  "answer",
  "redirect",
  "garbage",
  "truncated",
  "half-json",
  "endless",
  "unauthorized",
] as const satisfies readonly Fault["kind"][];

const htmlPage = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n";
const endlessChunk = Buffer.alloc(16_384, " ");

/** The bad weather of a simulator. The newest fault that matches wins. */
export class Faults {
  readonly #clock: Clock;
  readonly #streams = new Set<OpenStream>();
  #entries: Entry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lets a fault hit every matching request from now on (`times` of them if given), and the open streams that match. */
  set(matcher: FaultMatcher, fault: Fault): void {
    const given = typeof matcher === "string" || matcher instanceof RegExp ? { path: matcher } : matcher;
    const entry: Entry = {
      method: "method" in given ? given.method : undefined,
      path: given.path ?? "/",
      fault,
      left: ("times" in given ? given.times : undefined) ?? Number.POSITIVE_INFINITY,
    };
    this.#entries.unshift(entry);
    for (const stream of this.#streams) {
      if (!fits(entry, "GET", stream.path)) continue;
      if (fault.kind === "drop") stream.cut();
      if (fault.kind === "half-open") stream.mute(true);
    }
  }

  /** Back to good weather; half-open streams speak again. */
  clear(): void {
    this.#entries = [];
    for (const stream of this.#streams) stream.mute(false);
  }

  /** Cuts every open stream whose path starts so, without a fault for those that come after. */
  cutStreams(path = "/"): void {
    for (const stream of this.#streams) if (stream.path.startsWith(path)) stream.cut();
  }

  /** How many streams are open at paths that start so. */
  openStreams(path = "/"): number {
    return [...this.#streams].filter((stream) => stream.path.startsWith(path)).length;
  }

  /** Registers an open stream; the answer takes it out again. The server calls this. */
  addStream(stream: OpenStream): () => void {
    this.#streams.add(stream);
    const half = this.#entries.some(
      ({ fault, ...entry }) => fault.kind === "half-open" && fits(entry, "GET", stream.path),
    );
    if (half) stream.mute(true);
    return () => this.#streams.delete(stream);
  }

  /** The fault that a request meets, used up once. The server calls this. */
  take(method: string, path: string): Fault | undefined {
    const entry = this.#entries.find((each) => each.left > 0 && fits(each, method, path));
    if (entry === undefined) return undefined;
    // A half-open stream opens first and falls silent then.
    if (entry.fault.kind === "half-open" && /^\/(traffic|memory|logs|connections)$/.test(path)) return undefined;
    entry.left--;
    return entry.fault;
  }

  /** Lets a fault happen. Resolves with `true` when the request is to be answered as usual after all. */
  async strike(fault: Fault, res: ServerResponse, socket: Duplex): Promise<boolean> {
    switch (fault.kind) {
      case "hang":
      case "half-open":
        return false;
      case "drop":
        socket.destroy();
        return false;
      case "slow":
        await new Promise<void>((resolve) => this.#clock.after(fault.ms, resolve));
        return !socket.destroyed;
      case "garbage":
        socket.end("SSH-2.0-OpenSSH_9.6\r\n");
        return false;
      case "truncated":
        res.writeHead(200, { "Content-Type": "application/json", "Content-Length": "4096" });
        res.write('{"proxies":{"DIRECT":{"alive":tr', () => socket.destroy());
        return false;
      case "endless":
        endless(res);
        return false;
      default:
        answer(fault, res);
        return false;
    }
  }
}

function answer(fault: Exclude<Fault, { kind: "slow" }>, res: ServerResponse): void {
  if (fault.kind === "answer") {
    res.writeHead(fault.status ?? 200, { "Content-Type": "text/html; charset=utf-8", ...fault.headers });
    res.end(fault.body ?? htmlPage);
  } else if (fault.kind === "redirect") {
    res.writeHead(fault.status ?? 302, { Location: fault.to });
    res.end();
  } else if (fault.kind === "half-json") {
    res.writeHead(200, { "Content-Type": "application/json" });
    res.end('{"proxies":{"DIRECT":{"alive":tr');
  } else if (fault.kind === "unauthorized") {
    res.writeHead(401, { "Content-Type": "application/json", Vary: "Origin" });
    res.end('{"message":"Unauthorized"}\n');
  }
}

function endless(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "application/json" });
  res.write('{"proxies":{');
  const more = (): void => {
    while (!res.destroyed && res.write(endlessChunk));
  };
  res.on("drain", more);
  more();
}

function fits({ method, path }: Pick<Entry, "method" | "path">, actualMethod: string, actualPath: string): boolean {
  if (method !== undefined && method !== actualMethod) return false;
  return typeof path === "string" ? actualPath.startsWith(path) : path.test(actualPath);
}
