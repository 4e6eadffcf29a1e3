import { describe, expect, test } from "vitest";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import { readAnswer } from "./answer.ts";
import type { ControllerError } from "./errors.ts";

const json = "application/json";
const text = "text/plain; charset=utf-8";
const html = "text/html";

function read(id: EndpointId, status: number, contentType: string, body: string, location = ""): unknown {
  const row = rowOf(id);
  return readAnswer({ status, contentType, location, body: Buffer.from(body) }, row, {
    id,
    row,
    sent: true,
    named: 'group "G"',
  });
}

function failureOf(...answer: Parameters<typeof read>): ControllerError {
  try {
    read(...answer);
  } catch (error) {
    return error as ControllerError;
  }
  throw new Error("It was accepted.");
}

describe("a good answer", () => {
  test("is the parsed object itself", () => {
    expect(read("version.get", 200, json, '{"meta":true,"version":"v1","new":1}\n')).toEqual({
      meta: true,
      version: "v1",
      new: 1,
    });
  });

  test.each<[EndpointId, number, string, string]>([
    ["proxies.select", 204, "", ""],
    ["debug.collectGarbage", 200, "", ""],
    ["cache.flushDns", 200, json, "{}"],
  ])("of %s is nothing, however it is said", (...answer) => {
    expect(read(...answer)).toBeUndefined();
  });

  test("may be null where any JSON is kept", () => {
    expect(read("storage.get", 200, json, "null")).toBeNull();
  });

  test("of a profile is its bytes", () => {
    expect(read("debug.profile", 200, "application/octet-stream", "\u001f\u008b")).toBeInstanceOf(Uint8Array);
  });

  test("may be JSON by another name, as an old proxy relabels it", () => {
    expect(read("version.get", 200, text, '{"version":"v1"}')).toEqual({ version: "v1" });
  });
});

describe("any other answer is one sentence with the right code", () => {
  const cases: [string, Parameters<typeof read>, string, string | undefined, string][] = [
    [
      "a wrong secret",
      ["version.get", 401, json, '{"message":"Unauthorized"}\n'],
      "unauthorized",
      undefined,
      "does not accept the secret",
    ],
    [
      "an unknown name",
      ["groups.get", 404, json, '{"message":"Resource not found"}\n'],
      "not-found",
      undefined,
      'does not have the group "G"',
    ],
    [
      "a path that the core lacks",
      ["cache.flushDns", 404, text, "404 page not found\n"],
      "unsupported",
      undefined,
      "does not offer cache.flushDns (POST /cache/dns/flush)",
    ],
    [
      "a method that the core lacks",
      ["groups.release", 405, "", ""],
      "unsupported",
      undefined,
      "does not offer groups.release",
    ],
    [
      "a fork's row elsewhere, 404 in JSON",
      ["smart.groupWeights", 404, json, '{"message":"Resource not found"}'],
      "unsupported",
      undefined,
      "does not offer",
    ],
    [
      "a refusal",
      ["proxies.select", 400, json, '{"message":"Must be a Selector"}\n'],
      "rejected",
      undefined,
      "refused proxies.select: Must be a Selector.",
    ],
    [
      "a fork's refusal under another key",
      ["smart.groupWeights", 400, json, '{"weights":[],"error":"Not a Smart group"}'],
      "rejected",
      undefined,
      "Not a Smart group",
    ],
    [
      "the core's own 503",
      ["proxies.delay", 503, json, '{"message":"An error occurred in the delay test"}'],
      "rejected",
      undefined,
      "delay test",
    ],
    [
      "the core's own 504",
      ["groups.delay", 504, json, '{"message":"get delay: all proxies timeout"}'],
      "rejected",
      undefined,
      "all proxies timeout",
    ],
    [
      "too much for the storage",
      ["storage.put", 413, json, '{"message":"payload exceeds 1MB limit"}'],
      "rejected",
      undefined,
      "1MB",
    ],
    [
      "a gateway's 504",
      ["version.get", 504, html, "<html>Gateway Time-out</html>"],
      "unexpected-response",
      "html",
      "web page (status 504)",
    ],
    [
      "a gateway's 502 in plain text",
      ["version.get", 502, text, "Bad Gateway"],
      "unexpected-response",
      "not-json",
      "status 502",
    ],
    [
      "a web page",
      ["version.get", 200, html, "<!doctype html><title>Router</title>"],
      "unexpected-response",
      "html",
      "check address, port and path",
    ],
    ["a web page for a command", ["cache.flushDns", 200, html, "<html>"], "unexpected-response", "html", "web page"],
    ["a web page for a profile", ["debug.profile", 200, html, "<html>"], "unexpected-response", "html", "web page"],
    [
      "a web page that is not found",
      ["version.get", 404, html, "<html>404</html>"],
      "unexpected-response",
      "html",
      "web page (status 404)",
    ],
    ["somebody else's 404", ["version.get", 404, text, "not here"], "unexpected-response", "not-json", "status 404"],
    [
      "a redirect",
      ["version.get", 301, html, "", "https://me:pw@core.lan/token-in-a-path/?token=x"],
      "unexpected-response",
      "redirect",
      "elsewhere to https://core.lan: give",
    ],
    ["a redirect to nowhere", ["version.get", 307, "", ""], "unexpected-response", "redirect", "elsewhere: give"],
    [
      "JSON that ends too early",
      ["version.get", 200, json, '{"version":"v1'],
      "unexpected-response",
      "broken-json",
      "ends too early or is broken",
    ],
    [
      "nothing where JSON belongs",
      ["version.get", 200, json, ""],
      "unexpected-response",
      "broken-json",
      "answered nothing where JSON belongs",
    ],
    ["204 where JSON belongs", ["version.get", 204, "", ""], "unexpected-response", "not-json", "status 204"],
    [
      "another shape",
      ["proxies.list", 200, json, '{"proxies":{"a":{"name":1}}}'],
      "unexpected-response",
      "shape",
      "proxies.a.name is a number, must be a string",
    ],
    ["an error without words", ["version.get", 500, json, "{}"], "unexpected-response", "not-json", "status 500"],
    ["a broken error", ["version.get", 500, json, '{"message":'], "unexpected-response", "not-json", "status 500"],
    ["a bad escape", ["version.get", 400, text, "400 Bad Request"], "unexpected-response", "not-json", "status 400"],
    [
      "plain HTTP on the TLS port",
      ["version.get", 400, "", "Client sent an HTTP request to an HTTPS server.\n"],
      "unexpected-response",
      "tls",
      "use https://",
    ],
    [
      "plain HTTP on a TLS proxy",
      ["version.get", 400, html, "<center>The plain HTTP request was sent to HTTPS port</center>"],
      "unexpected-response",
      "tls",
      "use https://",
    ],
  ];
  test.each(cases)("%s", (_, answer, code, reason, words) => {
    const error = failureOf(...answer);
    expect(error).toMatchObject({ code, endpoint: answer[0], status: answer[1] });
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^[^\n]+\.$/);
    expect(error.effect).toBeUndefined();
  });

  test("the core's own words are kept apart", () => {
    expect(
      failureOf("configs.replace", 400, json, '{"message":"yaml: line 1: did not find\\nexpected node."}\n').detail,
    ).toBe("yaml: line 1: did not find\nexpected node.");
  });
});
