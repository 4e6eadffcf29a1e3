import { X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import { request } from "node:https";
import { expect, it } from "vitest";
import { issueCertificate, makeAuthority, makeSelfSigned } from "./certificates.ts";

it("makes an authority whose signature Node.js accepts on what it issued", () => {
  const authority = makeAuthority("Test house");
  const ca = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(
    issueCertificate(authority, { commonName: "core.lan", hosts: ["core.lan", "127.0.0.1"] }).certificate,
  );
  expect(ca.ca).toBe(true);
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkIssued(ca)).toBe(true);
  expect(leaf.checkHost("core.lan")).toBe("core.lan");
  expect(leaf.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(leaf.checkHost("other.lan")).toBeUndefined();
});

it("makes a pair that an HTTPS server works with, client certificate included", async () => {
  const authority = makeAuthority("Test house");
  const server = issueCertificate(authority, { commonName: "localhost", hosts: ["localhost"] });
  const client = issueCertificate(authority, { commonName: "a client" });
  const ca = authority.certificate;
  const https = createServer(
    { key: server.key, cert: server.certificate, ca, requestCert: true, rejectUnauthorized: true },
    (_, response) => response.end("hello"),
  );
  await new Promise<void>((resolve) => https.listen(0, "127.0.0.1", resolve));
  const address = https.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const options = { port: address.port, host: "127.0.0.1", servername: "localhost", ca, agent: false as const };
  const status = await new Promise<number | undefined>((resolve, reject) =>
    request({ ...options, cert: client.certificate, key: client.key }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on("error", reject)
      .end(),
  );
  expect(status).toBe(200);
  https.closeAllConnections();
  await new Promise((resolve) => https.close(resolve));
});

it("makes a certificate that vouches for itself", () => {
  const own = new X509Certificate(makeSelfSigned({ commonName: "core", hosts: ["core"] }).certificate);
  expect(own.verify(own.publicKey)).toBe(true);
  expect(own.subject).toBe(own.issuer);
});
