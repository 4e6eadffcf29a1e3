import { request } from "node:http";
import { connect } from "node:net";

/** Where a controller listens and what it wants to hear. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** A Unix socket, which then counts instead of host and port. */
  readonly socketPath?: string;
  readonly secret: string;
}

export interface Call {
  readonly method?: string;
  /** Goes onto the wire as it is: no normalisation, no encoding. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** False: no `Authorization`. A text: that header value instead of the right one. */
  readonly authorization?: string | false;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; several lines of one name are joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  readonly json: <T = Json>() => T;
}

/** Any JSON, to be looked into by a check. */
// oxlint-disable-next-line typescript/no-explicit-any -- checks assert every property that they read
export type Json = any;

/** One request on a connection of its own. */
export function send(endpoint: Endpoint, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { authorization = bearer(endpoint.secret), body } = call;
    const headers = { ...(authorization === false ? {} : { authorization }), ...call.headers };
    const { host, port, socketPath } = endpoint;
    const at = socketPath === undefined ? { host, port } : { socketPath };
    const outgoing = request(
      { ...at, method: call.method ?? "GET", path: call.path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const lines = Object.entries(response.headersDistinct).map(([name, values = []]) => [
            name,
            values.join(", "),
          ]);
          resolve(answer(response.statusCode ?? 0, Object.fromEntries(lines), Buffer.concat(chunks)));
        });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

function answer(status: number, headers: Answer["headers"], body: Buffer): Answer {
  const text = body.toString();
  return { status, headers, body, text, json: <T>() => JSON.parse(text) as T };
}

/** The header value for a secret; its bytes are UTF-8, which Node.js takes as Latin-1 characters. */
export function bearer(secret: string): string {
  return `Bearer ${Buffer.from(secret).toString("latin1")}`;
}

/** Everything that comes back for these bytes until the other side closes, or for `quietMs` sends nothing more. */
export function exchange(endpoint: Endpoint, bytes: string | Buffer, quietMs = 150): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(endpoint.port, endpoint.host, () => socket.write(bytes));
    let text = "";
    let timer: NodeJS.Timeout | undefined;
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), quietMs);
    });
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

/** Status line and header lines (sorted, `Date` without its value) and body of a raw answer. */
export function dissect(raw: string): { status: string; headers: string[]; body: string } {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const [status = "", ...headers] = head.split("\r\n");
  const known = headers.map((line) => line.replace(/^Date: .*/, "Date"));
  return { status, headers: known.toSorted(), body: rest.join("\r\n\r\n") };
}

/** Sends a GET, gives the core time to read it (another request is answered meanwhile), and hangs up without an answer. */
export async function sendAndHangUp(endpoint: Endpoint, path: string): Promise<void> {
  const socket = connect(endpoint.port, endpoint.host);
  const lines = [`GET ${path} HTTP/1.1`, "Host: x", `Authorization: ${bearer(endpoint.secret)}`, "", ""];
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.write(lines.join("\r\n"), "latin1", () => resolve());
  });
  for (let turn = 0; turn < 3; turn++) await send(endpoint, { path: "/version" });
  socket.destroy();
}
