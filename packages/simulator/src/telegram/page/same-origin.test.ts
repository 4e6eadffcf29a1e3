import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { refuseForeignRequest } from "./same-origin.ts";

function ask(method: string, headers: Record<string, string>): () => void {
  return () => refuseForeignRequest({ method, headers } as unknown as IncomingMessage);
}

it.each(["127.0.0.1:8081", "localhost:8081", "[::1]:8081", "192.168.1.5"])("serves a page opened at %s", (host) => {
  expect(ask("GET", { host })).not.toThrow();
  expect(ask("POST", { host, origin: `http://${host}` })).not.toThrow();
});

it("refuses a name that may have been bound to this machine", () => {
  expect(ask("GET", { host: "evil.example:8081" })).toThrow("Open the chat page by address");
});

it.each(["http://evil.example", "http://127.0.0.1:9999", "null"])("refuses an order from %s", (origin) => {
  expect(ask("POST", { host: "127.0.0.1:8081", origin })).toThrow("takes orders from itself only");
});
