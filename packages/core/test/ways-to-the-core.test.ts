import dns from "node:dns";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { issueCertificate, makeAuthority, makeSelfSigned } from "@pointsman/simulator/testing";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createClient } from "../src/client/client.ts";
import { clientFor } from "./support/client.ts";
import { sendJson, serve } from "./support/servers.ts";

const version = { meta: true, version: "v1.0.0" };
const answerVersion: Parameters<typeof serve>[0] = (_, response) => sendJson(response, version);

describe("the way to the core", () => {
  test("is plain TCP, with the secret's bytes as a bearer header and nowhere else", async () => {
    const server = await serve(answerVersion);
    expect(await clientFor({ url: server.url, secret: "пароль-€" }).version.get()).toEqual(version);
    const [request] = server.arrived;
    expect(Buffer.from(request?.headers.authorization ?? "", "latin1").toString("utf8")).toBe("Bearer пароль-€");
    expect(request?.url).toBe("/version");
  });

  test("has the prefix before every path, as it was written, and the path as it was encoded", async () => {
    const server = await serve((_, response) =>
      sendJson(response, { name: "x", type: "Direct", history: [], udp: true }),
    );
    const client = clientFor({ url: `${server.url}/house/../%7Ecore/` });
    for (const proxy of ["..", "a/b", "50%20off"]) await client.proxies.get({ proxy });
    expect(server.arrived.map(({ url }) => url)).toEqual([
      "/house/../%7Ecore/proxies/%2E%2E",
      "/house/../%7Ecore/proxies/a%2Fb",
      "/house/../%7Ecore/proxies/%35%30%25%32%30%6F%66%66",
    ]);
  });

  test("carries extra headers", async () => {
    const server = await serve(answerVersion);
    await clientFor({ url: server.url, headers: { "CF-Access-Client-Id": "abc" } }).version.get();
    expect(server.arrived[0]?.headers).toMatchObject({ "cf-access-client-id": "abc" });
  });

  test("may be a socket file", async () => {
    const socketPath = path.join(tmpdir(), `pointsman-${process.pid}-${Math.random().toString(36).slice(2)}.sock`);
    onTestFinished(() => rmSync(socketPath, { force: true }));
    const server = await serve(answerVersion, { socketPath });
    expect(await clientFor({ url: `unix:${socketPath}` }).version.get()).toEqual(version);
    expect(server.arrived[0]?.headers.host).toBe("localhost");
  });

  test("may be TLS with an authority of one's own", async () => {
    const authority = makeAuthority("house");
    const { certificate: cert, key } = issueCertificate(authority, { commonName: "core", hosts: ["127.0.0.1"] });
    const server = await serve(answerVersion, { tls: { cert, key } });
    expect(await clientFor({ url: server.url, tls: { ca: authority.certificate } }).version.get()).toEqual(version);
  });

  test("may be TLS for another name than the address", async () => {
    const authority = makeAuthority("house");
    const { certificate: cert, key } = issueCertificate(authority, { commonName: "core", hosts: ["core.lan"] });
    const server = await serve(answerVersion, { tls: { cert, key } });
    const tls = { ca: authority.certificate, serverName: "core.lan" };
    expect(await clientFor({ url: server.url, tls }).version.get()).toEqual(version);
  });

  test("may be TLS with any certificate, when told so", async () => {
    const { certificate: cert, key } = makeSelfSigned({ commonName: "core" });
    const server = await serve(answerVersion, { tls: { cert, key } });
    expect(await clientFor({ url: server.url, tls: { insecure: true } }).version.get()).toEqual(version);
  });

  test("may ask for our own certificate", async () => {
    const authority = makeAuthority("house");
    const server = issueCertificate(authority, { commonName: "core", hosts: ["127.0.0.1"] });
    const ours = issueCertificate(authority, { commonName: "pointsman" });
    const ca = authority.certificate;
    const tls = { cert: server.certificate, key: server.key, ca, requestCert: true, rejectUnauthorized: true };
    const { url } = await serve(answerVersion, { tls });
    expect(await clientFor({ url, tls: { ca, cert: ours.certificate, key: ours.key } }).version.get()).toEqual(version);
  });
});

describe("a name", () => {
  afterEach(() => vi.restoreAllMocks());

  test("is resolved anew for every socket, as a core at home may move", async () => {
    let address = "127.0.0.1";
    const asked: string[] = [];
    const first = await serve(answerVersion);
    const second = await serve((_, response) => sendJson(response, { version: "moved" }), {
      host: "127.0.0.2",
      port: first.port,
    });
    vi.spyOn(dns, "lookup").mockImplementation(((name: string, _: unknown, done: (...answer: unknown[]) => void) => {
      asked.push(name);
      setImmediate(() => done(null, [{ address, family: 4 }]));
    }) as unknown as typeof dns.lookup);
    const client = clientFor({ url: `http://core.test:${first.port}` });
    expect(await client.version.get()).toEqual(version);
    address = "127.0.0.2";
    await first.stop();
    expect(await client.version.get()).toEqual({ version: "moved" });
    expect(asked).toEqual(["core.test", "core.test"]);
    expect(second.arrived).toHaveLength(1);
  });
});

describe("TLS texts that cannot be used are refused when the client is made", () => {
  const { certificate, key } = makeSelfSigned({ commonName: "a" });
  const other = makeSelfSigned({ commonName: "b" });
  test.each([
    [{ ca: "/etc/ca.pem" }, "tls ca is not a PEM text: it must hold a line that starts with -----BEGIN."],
    [{ cert: certificate }, "tls cert and tls key belong together: give both or none."],
    [{ cert: certificate, key: other.key }, "tls ca, cert or key cannot be used"],
    [{ cert: certificate, key: key.slice(0, 60) }, "tls ca, cert or key cannot be used"],
  ])("%#", (tls, sentence) => {
    expect(() => createClient({ url: "https://127.0.0.1:1", tls })).toThrow(
      expect.objectContaining({ code: "invalid-input", message: expect.stringContaining(sentence) }),
    );
  });
});
