import { createServer as createTlsServer } from "node:tls";
import { makeSelfSigned } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { clientFor, failureOf } from "../../test/support/client.ts";
import { closedPort, sendJson, serve, serveRaw } from "../../test/support/servers.ts";
import { rowOf } from "../endpoints/index.ts";
import { ControllerError } from "./errors.ts";
import { abortedFailure, isConnectFailure, timeoutFailure, toControllerError } from "./to-controller-error.ts";

const selfSigned = makeSelfSigned({ commonName: "core.lan", hosts: ["core.lan"] });

/** A TLS server that answers plain HTTP as the core's own does. */
async function tlsPortLikeTheCore(): Promise<string> {
  const { port } = await serveRaw((socket) =>
    socket.end("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"),
  );
  return `http://127.0.0.1:${port}`;
}

async function answering(bytes: string): Promise<string> {
  const { port } = await serveRaw((socket) => socket.end(Buffer.from(bytes, "latin1")));
  return `http://127.0.0.1:${port}`;
}

async function tlsServer(options: Parameters<typeof createTlsServer>[0]): Promise<string> {
  const server = createTlsServer(options, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.end();
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `https://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const tlsKeys = { cert: selfSigned.certificate, key: selfSigned.key };
const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

describe("whatever is wrong with the way to the core has one code and one sentence", () => {
  const cases: [string, () => Promise<string>, string, string, string][] = [
    [
      "nobody listens",
      async () => `http://127.0.0.1:${await closedPort()}`,
      "unreachable",
      "refused",
      "refused the connection: check that it runs",
    ],
    [
      "a name that nobody knows",
      async () => "http://no-such-core.invalid:9090",
      "unreachable",
      "dns",
      "was not found by its name",
    ],
    [
      "no socket file",
      async () => "unix:/no/such/core.sock",
      "unreachable",
      "refused",
      "has no socket file at this path",
    ],
    [
      "a TLS port spoken to in plain text",
      tlsPortLikeTheCore,
      "unexpected-response",
      "tls",
      "speaks TLS on this port: use https://",
    ],
    [
      "a TLS alert instead of an answer",
      () => answering("\u0015\u0003\u0001\u0000\u0002\u0002F"),
      "unexpected-response",
      "tls",
      "use https://",
    ],
    [
      "a plain port spoken to in TLS",
      async () => (await serve((_, r) => sendJson(r, {}))).url.replace("http:", "https:"),
      "unreachable",
      "no-tls",
      "does not speak TLS on this port: use http://",
    ],
    [
      "a certificate that nobody vouches for",
      () => tlsServer(tlsKeys),
      "unreachable",
      "certificate",
      "nobody here vouches for",
    ],
    [
      "a reset connection",
      async () => `http://127.0.0.1:${(await serveRaw((socket) => socket.resetAndDestroy())).port}`,
      "unreachable",
      "lost",
      "closed the connection before it answered",
    ],
    [
      "a connection that is just closed",
      () => answering(""),
      "unreachable",
      "lost",
      "closed the connection before it answered",
    ],
    [
      "something that is not HTTP",
      () => answering("SSH-2.0-OpenSSH_9.9\r\n"),
      "unexpected-response",
      "not-http",
      "not HTTP: check the port",
    ],
    [
      "an answer cut in the middle of its body",
      () => answering(`${head}content-length: 100\r\n\r\n{"version`),
      "unreachable",
      "lost",
      "closed the connection",
    ],
    [
      "a chunked answer cut in the middle",
      () => answering(`${head}transfer-encoding: chunked\r\n\r\n9\r\n{"version`),
      "unreachable",
      "lost",
      "closed the connection",
    ],
    [
      "a head without an end",
      () => answering(`${head}x: ${"y".repeat(20_000)}`),
      "unexpected-response",
      "not-http",
      "not HTTP",
    ],
  ];
  test.each(cases)("%s", async (_, open, code, reason, words) => {
    const error = await failureOf(clientFor({ url: await open(), name: "home" }).version.get());
    expect(error).toMatchObject({ code, reason, endpoint: "version.get", controller: "home" });
    expect(error.message).toContain('The core "home" ');
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^[^\n]+\.$/);
    expect(error.message).not.toMatch(/127\.0\.0\.1|no-such-core/);
  });

  test("a certificate for another name", async () => {
    const url = await tlsServer(tlsKeys);
    const error = await failureOf(clientFor({ url, tls: { ca: selfSigned.certificate } }).version.get());
    expect(error).toMatchObject({ code: "unreachable", reason: "certificate" });
    expect(error.message).toContain("give that name as tls server name");
  });
});

describe("errors of libraries", () => {
  const withCode = (code: string, name = "Error"): Error =>
    Object.assign(new Error("words of a library"), { code, name });

  test.each([
    ["ECONNREFUSED", "unreachable", "refused"],
    ["EHOSTUNREACH", "unreachable", "no-route"],
    ["ETIMEDOUT", "unreachable", "connect-timeout"],
    ["UND_ERR_CONNECT_TIMEOUT", "unreachable", "connect-timeout"],
    ["EACCES", "unreachable", "forbidden"],
    ["EAI_AGAIN", "unreachable", "dns"],
    ["EPIPE", "unreachable", "lost"],
    ["UND_ERR_SOCKET", "unreachable", "lost"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "unreachable", "certificate"],
    ["CERT_HAS_EXPIRED", "unreachable", "certificate"],
    ["ERR_SSL_NO_PROTOCOLS_AVAILABLE", "unreachable", "tls-failed"],
    ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "unexpected-response", "truncated"],
    ["WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", "unexpected-response", "too-large"],
    ["WS_ERR_INVALID_OPCODE", "unexpected-response", "not-websocket"],
  ])("%s is %s (%s), with the code kept and the library's words dropped", (code, expected, reason) => {
    const error = toControllerError(withCode(code));
    expect(error).toMatchObject({ code: expected, reason, cause: { code } });
    expect(error.message).not.toContain("library");
  });

  test("a handshake that is answered with nonsense is no WebSocket", () => {
    expect(toControllerError(new Error("Invalid Sec-WebSocket-Accept header"))).toMatchObject({
      reason: "not-websocket",
    });
  });

  test.each([
    [new Error("odd"), "The core could not be called: odd."],
    ["odd", "The core could not be called: odd."],
    [undefined, "The core could not be called: undefined."],
  ])("what nobody knows keeps its words: %s", (thrown, sentence) => {
    expect(toControllerError(thrown)).toMatchObject({ code: "unreachable", reason: "unknown", message: sentence });
  });

  test("an error of ours stays as it is", () => {
    const ours = new ControllerError("busy", "Busy.");
    expect(toControllerError(ours)).toBe(ours);
  });

  test("an abort is an abort, whoever says so", () => {
    expect(toControllerError(new DOMException("x", "AbortError")).code).toBe("aborted");
    expect(toControllerError(withCode("UND_ERR_ABORTED", "RequestAbortedError")).code).toBe("aborted");
  });
});

describe("what became of a command", () => {
  const command = { id: "proxies.select", row: rowOf("proxies.select") } as const;

  test("is nothing where it was not sent, and unknown where it was", () => {
    expect(abortedFailure(command)).toMatchObject({
      effect: "none",
      message: "proxies.select was aborted before it took effect.",
    });
    expect(abortedFailure({ ...command, sent: true })).toMatchObject({ effect: "unknown" });
    expect(timeoutFailure(5, { ...command, sent: true })).toMatchObject({ code: "timeout", effect: "unknown" });
    expect(toControllerError(Object.assign(new Error("x"), { code: "ECONNREFUSED" }), command).effect).toBe("none");
  });

  test("is no question for a query", () => {
    const error = abortedFailure({ id: "version.get", row: rowOf("version.get"), sent: true });
    expect(error).toMatchObject({ message: "version.get was aborted by its caller." });
    expect(error.effect).toBeUndefined();
  });
});

test("only where no connection came to be may a command go elsewhere", () => {
  const of = (code: string): ControllerError => toControllerError(Object.assign(new Error("x"), { code }));
  expect(
    ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT", "DEPTH_ZERO_SELF_SIGNED_CERT"].map((code) =>
      isConnectFailure(of(code)),
    ),
  ).toEqual([true, true, true, true]);
  expect(
    ["ECONNRESET", "EPIPE", "HPE_INVALID_CONSTANT", "EWHATEVER"].map((code) => isConnectFailure(of(code))),
  ).toEqual([false, false, false, false]);
});
