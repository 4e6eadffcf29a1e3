import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { askApp } from "./ask.ts";

const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (url: string, token = "c4nary", signal = new AbortController().signal) =>
  askApp({ url, token }, "api/usage", { by: "device", since: "7d" }, { operation: "get-usage", signal });

test("asks with the token in the header and the input in the query", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push([request.url, request.headers.authorization]);
    response.end('{"rows":[]}');
  });
  expect(await ask(`${url}/behind/`)).toEqual({ rows: [] });
  expect(seen).toEqual([["/behind/api/usage?by=device&since=7d", "Bearer c4nary"]]);
});

test.each([
  [400, '{"code":"invalid-input","message":"since: odd."}', "invalid-input", "since: odd."],
  [401, "no", "unauthorized", "The app refuses the token."],
  [404, "<html>", "unsupported", "older"],
  [200, "<html>", "unexpected-response", "HTTP 200"],
  [500, '{"code":"constructor","message":"x"}', "unexpected-response", "HTTP 500"],
  [302, "", "unreachable", "does not answer"],
])("an answer %d %s is %s", async (status, body, code, part) => {
  const url = await serve((_request, response) => {
    response.writeHead(status, status === 302 ? { Location: "http://127.0.0.1:9/" } : {});
    response.end(body);
  });
  const error: unknown = await ask(url).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code, message: expect.stringContaining(part), cause: { operation: "get-usage" } });
  expect(JSON.stringify(error)).not.toContain("c4nary");
});

test("nobody there is unreachable, and a question that was given up is aborted", async () => {
  const gone = await serve(() => {});
  for (const stop of stops.splice(0)) stop();
  await expect(ask(gone)).rejects.toMatchObject({ code: "unreachable" });
  const hanging = await serve(() => ender.abort());
  const ender = new AbortController();
  await expect(ask(hanging, "", ender.signal)).rejects.toMatchObject({ code: "aborted" });
});
