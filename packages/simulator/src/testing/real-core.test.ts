import { existsSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { type RequestOptions, request as httpsRequest } from "node:https";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { issueCertificate, makeAuthority } from "./certificates.ts";
import { type PeerName, peer } from "./peers.ts";
import { startRealCore } from "./real-core.ts";

const config = `
proxies:
  - { name: local, type: http, server: 127.0.0.1, port: 9 }
proxy-providers:
  filed: { type: file, path: ./nodes.yaml }
proxy-groups:
  - { name: Out, type: select, proxies: [local, DIRECT], use: [filed] }
rules: ["MATCH,Out"]
`;
const files = { "nodes.yaml": 'proxies: [{ name: "from file", type: http, server: 127.0.0.1, port: 9 }]\n' };

async function ask(url: string, secret: string): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  return response.json();
}

function status(options: RequestOptions): Promise<number | undefined> {
  const request = options.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request({ ...options, agent: false }, (response) => resolve(response.resume().statusCode))
      .once("error", reject)
      .end();
  });
}

const cores: readonly PeerName[] = ["core", "old-core"];

describe.each(cores)("a real core (%s)", (name) => {
  const binary = peer(name);

  it.skipIf(!binary)(
    "runs on free ports with its configuration and its files applied, and is gone after stop",
    async () => {
      const core = await startRealCore({ binary: binary?.path ?? "", config, files });
      try {
        expect(await ask(`${core.url}/version`, core.secret)).toEqual({ meta: true, version: binary?.version });
        const { proxies } = (await ask(`${core.url}/proxies`, core.secret)) as { proxies: object };
        expect(Object.keys(proxies)).toEqual(expect.arrayContaining(["local", "Out", "from file"]));
        expect(await ask(`${core.url}/configs`, core.secret)).toMatchObject({ "mixed-port": core.mixedPort });
        expect(existsSync(path.join(core.dir, "config.yaml"))).toBe(true);
      } finally {
        await core.stop();
      }
      expect(existsSync(core.dir)).toBe(false);
      expect(() => process.kill(core.pid, 0)).toThrow(/ESRCH/);
    },
  );

  it.skipIf(!binary)("listens with TLS and on a Unix socket when asked to", async () => {
    const authority = makeAuthority("Test house");
    const { certificate, key } = issueCertificate(authority, { commonName: "core", hosts: ["127.0.0.1"] });
    const core = await startRealCore({
      binary: binary?.path ?? "",
      config: {
        "external-controller-tls": ":9443",
        "external-controller-unix": "/run/core.sock",
        tls: { certificate, "private-key": key },
        rules: ["MATCH,DIRECT"],
      },
    });
    const headers = { authorization: `Bearer ${core.secret}` };
    try {
      const { unixPath = "", tlsUrl = "" } = core;
      expect(await status({ socketPath: unixPath, path: "/version" })).toBe(200);
      const port = new URL(tlsUrl).port;
      const ca = authority.certificate;
      expect(await status({ protocol: "https:", host: "127.0.0.1", port, path: "/version", headers, ca })).toBe(200);
    } finally {
      await core.stop();
    }
  });

  it.skipIf(!binary)("keeps a given secret and quotes the core when it refuses the configuration", async () => {
    const core = await startRealCore({
      binary: binary?.path ?? "",
      config: { secret: "密 🔑", rules: ["MATCH,DIRECT"] },
    });
    expect(core.secret).toBe("密 🔑");
    await core.stop();
    const refused = startRealCore({ binary: binary?.path ?? "", config: { rules: ["NOPE,x,y"] } });
    await expect(refused).rejects.toThrow(/not ready.*NOPE/s);
  });
});
