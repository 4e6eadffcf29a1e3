import { peer, startRealCore } from "@pointsman/simulator/testing";
import { describe, expect, test } from "vitest";
import { openFolder, openHouse } from "./house.ts";

const config = `
mode: rule
proxies: [{ name: HK 01, type: socks5, server: 127.0.0.1, port: 1 }]
proxy-groups: [{ name: Proxy, type: select, proxies: [DIRECT, HK 01] }]
rules: ["MATCH,Proxy"]
`;
const binary = peer("core")?.path;

describe.skipIf(binary === undefined)("a real core", () => {
  test("that hangs, wakes, restarts and is killed is told as such", async () => {
    const core = await startRealCore({ binary: binary ?? "", config });
    using folder = openFolder();
    await using house = await openHouse(
      folder.config([`controllers: { home: { url: "${core.url}", secret: "${core.secret}" } }`]),
    );
    try {
      await house.hears("home: reachable");
      core.signal("SIGSTOP");
      await house.hears('home: lost: The core "home" did not answer');
      core.signal("SIGCONT");
      await house.hears("home: reachable again");
      await fetch(`${core.url}/restart`, { method: "POST", headers: { authorization: `Bearer ${core.secret}` } });
      await house.hears("home: restarted");
      core.signal("SIGKILL");
      await house.hears("refused the connection");
    } finally {
      await core.stop();
    }
    expect(house.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});
