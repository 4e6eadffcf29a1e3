import { openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { expect, it, onTestFinished } from "vitest";
import { chooseSwitch } from "./example-switch.ts";

async function choose(groups: string): Promise<unknown> {
  const config = `
proxies:
  - { name: "剩余流量：99 GB", type: socks5, server: 127.0.0.1, port: 1 }
  - { name: NAS, type: socks5, server: 127.0.0.1, port: 2 }
  - { name: HK 01, type: socks5, server: 127.0.0.1, port: 3 }
  - { name: HK 02, type: socks5, server: 127.0.0.1, port: 4 }
  - { name: JP 01, type: socks5, server: 127.0.0.1, port: 5 }
proxy-groups: ${groups}
rules: ["MATCH,DIRECT"]
`;
  const simulator = await startSimulator({ config });
  const controller = openController({ url: simulator.url });
  onTestFinished(async () => {
    await controller.close();
    await simulator.stop();
  });
  return await chooseSwitch(controller);
}

it("takes nodes of two regions from the first group that people choose in", async () => {
  const groups = `
  - { name: Auto, type: url-test, proxies: [HK 01, JP 01], url: "http://127.0.0.1:1/", interval: 300 }
  - { name: Proxy, type: select, proxies: [Auto, "剩余流量：99 GB", NAS, HK 01, HK 02, JP 01] }`;
  expect(await choose(groups)).toEqual({ group: "Proxy", nodes: ["HK 01", "JP 01"] });
});

it("does with groups where there are no nodes", async () => {
  expect(await choose("[{ name: Home, type: select, proxies: [DIRECT, REJECT] }]")).toEqual({
    group: "Home",
    nodes: ["DIRECT", "REJECT"],
  });
});

it("finds nothing where there is nothing to choose", async () => {
  expect(await choose("[{ name: Only, type: select, proxies: [DIRECT] }]")).toBeUndefined();
});
