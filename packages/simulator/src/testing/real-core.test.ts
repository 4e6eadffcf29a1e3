import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
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
