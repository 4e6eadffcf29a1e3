import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { rowOf, rowsById } from "../endpoints/index.ts";
import type { Proxy } from "../schemas/proxy.ts";
import type { TrafficFrame } from "../schemas/traffic.ts";
import type { Version } from "../schemas/version.ts";
import { type Client, createClient, createClientOn, rowFunction } from "./client.ts";

function fake(): { transport: FakeTransport; client: Client } {
  const transport = new FakeTransport();
  return { transport, client: createClientOn(transport, { name: "home", timeoutMs: 700 }) };
}

test("there is one function per row, named after it", () => {
  const functions = Object.entries(fake().client).flatMap(([resource, verbs]) =>
    Object.entries(verbs).map(([verb, call]) => [`${resource}.${verb}`, (call as { name: string }).name]),
  );
  expect(functions.map(([id]) => id)).toEqual([...rowsById.keys()]);
  for (const [id, name] of functions) expect(name).toBe(id);
});

test("a row's function is found by its id, whatever it is", () => {
  const { client } = fake();
  for (const id of rowsById.keys()) expect(rowFunction(client, id).name).toBe(id);
  expect(rowFunction(client, "proxies.select")).toBe(client.proxies.select);
});

describe("a call", () => {
  test("hands the transport what to send and gives back what it answers", async () => {
    const { transport, client } = fake();
    transport.answer = () => ({ version: "v1" });
    expect(await client.version.get()).toEqual({ version: "v1" });
    await client.proxies.select({ group: "G", body: { name: "n" } }, { timeoutMs: 5 });
    expect(transport.requests).toMatchObject([
      { id: "version.get", row: rowOf("version.get"), target: "/version", deadlineMs: 700 },
      { id: "proxies.select", target: "/proxies/G", body: '{"name":"n"}', deadlineMs: 5 },
    ]);
  });

  test("with bad parameters rejects, it does not throw, and sends nothing", async () => {
    const { transport, client } = fake();
    await expect(client.proxies.get({ proxy: "" })).rejects.toMatchObject({ code: "invalid-input" });
    expect(transport.requests).toEqual([]);
  });
});

describe("a stream", () => {
  test("opens its socket when it is read, with the row's path and parameters", async () => {
    const { transport, client } = fake();
    const stream = client.logs.stream({ level: "error" });
    expect(transport.sockets).toEqual([]);
    const next = stream[Symbol.asyncIterator]().next();
    expect(transport.sockets[0]?.request).toMatchObject({ id: "logs.stream", target: "/logs?level=error" });
    transport.sockets[0]?.frame({ type: "error", payload: "x" });
    expect(await next).toEqual({ done: false, value: { type: "error", payload: "x" } });
  });

  test("names the controller when a frame is not what it should be", async () => {
    const { transport, client } = fake();
    const next = client.traffic.stream()[Symbol.asyncIterator]().next();
    transport.sockets[0]?.frame("[]");
    await expect(next).rejects.toMatchObject({ controller: "home", code: "unexpected-response" });
  });
});

test("a client that was made for an address ends its sockets when it is disposed, and cannot be used after that", async () => {
  const client = createClient({ url: "http://127.0.0.1:9" });
  await client[Symbol.asyncDispose]();
  await expect(client.version.get()).rejects.toMatchObject({ code: "aborted" });
});

test("a printed client shows its functions and nothing of its address or secret", () => {
  const text = inspect(createClient({ url: "http://core.lan:9", secret: "canary-secret" }), {
    depth: 10,
    showHidden: true,
  });
  expect(text).toContain("proxies.select");
  expect(text).not.toMatch(/canary|core\.lan/);
});

test("calls are typed by their rows", () => {
  type Select = Parameters<Client["proxies"]["select"]>[0];
  expectTypeOf<Select>().toExtend<{ group: string; body: { name: string } }>();
  expectTypeOf<ReturnType<Client["version"]["get"]>>().toEqualTypeOf<Promise<Version>>();
  expectTypeOf<ReturnType<Client["proxies"]["get"]>>().toEqualTypeOf<Promise<Proxy>>();
  expectTypeOf<ReturnType<Client["cache"]["flushDns"]>>().toEqualTypeOf<Promise<undefined>>();
  expectTypeOf<ReturnType<Client["debug"]["profile"]>>().toExtend<Promise<Uint8Array>>();
  expectTypeOf<ReturnType<Client["traffic"]["stream"]>>().toEqualTypeOf<AsyncIterable<TrafficFrame>>();
  expectTypeOf<Client["version"]["get"]>().toBeCallableWith();
  expectTypeOf<Client["logs"]["stream"]>().toBeCallableWith();
  // @ts-expect-error a placeholder is required
  expectTypeOf<Client["proxies"]["get"]>().toBeCallableWith();
});
