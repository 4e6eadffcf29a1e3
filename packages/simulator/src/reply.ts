import type { ServerResponse } from "node:http";
import { encodeJson, type JsonValue } from "./go/json.ts";

/** Up to here Go knows the length before it sends; longer answers go out in chunks. */
const bufferedBytes = 2048;

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Sends an answer with nothing but the given headers, `Date` and the length, as Go's server does. */
export function send(res: ServerResponse, status: number, headers: Headers, body: Buffer | string): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  begin(res, status, headers);
  if (bytes.length > bufferedBytes) res.removeHeader("Content-Length");
  else if (status !== 204 && res.req.method !== "HEAD") res.setHeader("Content-Length", String(bytes.length));
  res.end(bytes);
}

/** Sets status and headers; the first byte of the body sends them. */
export function begin(res: ServerResponse, status: number, headers: Headers): void {
  res.statusCode = status;
  res.removeHeader("Connection");
  if (/\bclose\b/i.test(res.req.headers.connection ?? "")) res.setHeader("Connection", "close");
  for (const [name, value] of Object.entries(headers)) {
    res.setHeader(name, typeof value === "string" ? value : [...value]);
  }
}

/** A JSON document and its line end. */
export function sendJson(res: ServerResponse, status: number, value: JsonValue): void {
  send(res, status, { "Content-Type": "application/json" }, `${encodeJson(value)}\n`);
}

/** The JSON error of the core. */
export function sendError(res: ServerResponse, status: number, message: string): void {
  sendJson(res, status, { message });
}

/** Done, nothing to say. */
export function sendNothing(res: ServerResponse): void {
  send(res, 204, {}, "");
}

/** A plain text, as Go's own error helper sends it. */
export function sendText(res: ServerResponse, status: number, text: string, headers: Headers = {}): void {
  const plain = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  send(res, status, { ...plain, ...headers }, text);
}

/** The router's answer to a path it does not have. */
export function sendNoRoute(res: ServerResponse): void {
  sendText(res, 404, "404 page not found\n");
}

/** The router's answer to a method that a path does not have: one `Allow` line each. */
export function sendNoMethod(res: ServerResponse, allowed: readonly string[]): void {
  send(res, 405, { Allow: allowed }, "");
}

/** What the server answers to bytes that are no request, before any route. */
export function badRequest(reason = ""): string {
  const text = `400 Bad Request${reason}`;
  return `HTTP/1.1 ${text}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${text}`;
}
