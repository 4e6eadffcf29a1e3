import { describe, expect, test } from "vitest";
import type { CallOptions } from "../endpoints/define.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import { createCallShape } from "./call.ts";

function request(id: EndpointId, params?: unknown, options?: CallOptions) {
  return createCallShape(id, rowOf(id)).request(params, options);
}

test("a call becomes what the transport sends", () => {
  const signal = new AbortController().signal;
  expect(request("proxies.select", { group: "A/B", body: { name: "HK 01" } }, { signal })).toEqual({
    id: "proxies.select",
    row: rowOf("proxies.select"),
    target: "/proxies/A%2FB",
    named: 'group "A/B"',
    body: '{"name":"HK 01"}',
    deadlineMs: 10_000,
    signal,
  });
});

test("a call without parameters needs none", () => {
  expect(request("version.get")).toMatchObject({ target: "/version", deadlineMs: 5000 });
  expect(request("version.get", {})).toMatchObject({ target: "/version" });
});

test("parameters that are undefined are as good as absent", () => {
  expect(request("configs.replace", { force: undefined, body: {} }).target).toBe("/configs");
});

test("any JSON value can be a body, also null", () => {
  expect(request("storage.put", { key: "k", body: null }).body).toBe("null");
});

describe("the deadline", () => {
  const test_ = { url: "http://x", timeout: 2000 };
  test.each<[EndpointId, unknown, number]>([
    ["version.get", {}, 5000],
    ["cache.flushDns", {}, 10_000],
    ["dns.query", { name: "x" }, 8000],
    ["proxies.delay", { proxy: "a", ...test_ }, 5000],
    ["groups.delay", { group: "a", ...test_ }, 5000],
    ["proxyProviders.delay", { provider: "p", proxy: "a", ...test_ }, 5000],
    ["configs.replace", { body: {} }, 60_000],
    ["proxyProviders.update", { provider: "a" }, 60_000],
    ["ruleProviders.update", { provider: "a" }, 60_000],
    ["proxyProviders.check", { provider: "a" }, 300_000],
    ["configs.updateGeo", {}, 300_000],
    ["core.upgrade", {}, 180_000],
    ["core.upgradeUi", {}, 180_000],
    ["debug.profile", { profile: "profile", seconds: 3 }, 8000],
    ["debug.profile", { profile: "heap" }, 40_000],
  ])("of %s %j is %i ms", (id, params, deadlineMs) => {
    expect(request(id, params).deadlineMs).toBe(deadlineMs);
  });

  test("of one call wins over that of the client, and that over the kind's, but not over the row's own", () => {
    const row = rowOf("version.get");
    expect(createCallShape("version.get", row, 700).request({}, { timeoutMs: 30 }).deadlineMs).toBe(30);
    expect(createCallShape("version.get", row, 700).request({}).deadlineMs).toBe(700);
    expect(createCallShape("dns.query", rowOf("dns.query"), 700).request({ name: "x" }).deadlineMs).toBe(8000);
  });
});

describe("bad input is refused before anything is sent", () => {
  test.each<[EndpointId, unknown, string]>([
    ["proxies.get", {}, 'proxies.get: "proxy" is missing.'],
    ["proxies.get", { prox: "x" }, 'proxies.get: there is no parameter "prox"; did you mean "proxy"?'],
    ["version.get", { verbose: true }, 'version.get: there is no parameter "verbose"; it takes none.'],
    ["proxies.get", { proxy: 5 }, 'proxies.get: "proxy" must be a text.'],
    ["connections.close", { connection: "" }, 'connections.close: "connection" must not be empty.'],
    ["proxies.get", { proxy: "\ud83c" }, 'proxies.get: "proxy" holds half a character.'],
    ["proxies.select", { group: "G" }, 'proxies.select: "body" is missing.'],
    ["proxies.select", { group: "G", body: {} }, 'proxies.select: "body.name" is missing.'],
    ["proxies.select", { group: "G", body: "HK" }, 'proxies.select: "body" must be an object of keys and values.'],
    [
      "proxies.delay",
      { proxy: "a", url: "gstatic", timeout: 5000 },
      'proxies.delay: "url" must be an http or https address.',
    ],
    [
      "proxies.delay",
      { proxy: "a", url: "http://x", timeout: 40_000 },
      'proxies.delay: "timeout" must be at most 32767.',
    ],
    ["rules.setDisabled", { body: { x: true } }, 'rules.setDisabled: "body.x" must be the index of a rule.'],
    ["configs.patch", { body: { tun: { stack: "system" } } }, 'configs.patch: "body.tun.enable" is missing.'],
    ["version.get", [], "version.get: the parameters must be an object of keys and values."],
    ["version.get", null, "version.get: the parameters must be an object of keys and values."],
    ["version.get", "x", "version.get: the parameters must be an object of keys and values."],
  ])("%s %j", (id, params, sentence) => {
    expect(() => request(id, params)).toThrow(
      expect.objectContaining({ code: "invalid-input", message: sentence, endpoint: id }),
    );
  });

  test("a bad interval never reaches the core, which would stay silent for ever", () => {
    const { stream } = createCallShape("connections.stream", rowOf("connections.stream"));
    expect(() => stream({ interval: 0 })).toThrow('connections.stream: "interval" must be at least 1.');
    expect(stream({ interval: 500 }).target).toBe("/connections?interval=500");
  });
});
