import { expect, it } from "vitest";
import { peer } from "../peers.ts";
import { startRealCore } from "../real-core.ts";
import { startHouse } from "./house.ts";

const file = `
proxies:
  - { name: fast, type: http, server: fast.test, port: 8080 }
  - { name: broken, type: http, server: broken.test, port: 8080 }
proxy-providers:
  airport: { type: http, url: "http://subscription.test/", path: ./airport.yaml, proxy: DIRECT, interval: 3600 }
proxy-groups:
  - { name: Out, type: select, proxies: [fast, broken], use: [airport] }
rules: ["MATCH,Out"]
x-simulate:
  nodes: { broken: { fail: error } }
  subscriptions:
    airport: [{ proxies: [{ name: from afar, type: http, server: far.test, port: 1 }] }]
`;

it("leaves nothing of x-simulate and of the world outside in the configuration", async () => {
  const house = await startHouse(file);
  try {
    expect(house.config).not.toHaveProperty("x-simulate");
    expect(JSON.stringify(house.config)).not.toContain(".test");
  } finally {
    await house.stop();
  }
});

const core = peer("core");

it.skipIf(!core)("gives a real core nodes that work, fail and come from a subscription", async () => {
  const house = await startHouse(file);
  const running = await startRealCore({ binary: core?.path ?? "", config: house.config });
  const delay = async (node: string): Promise<number> => {
    const query = new URLSearchParams({ timeout: "2000", url: `${house.origin.url}/generate_204` }).toString();
    const headers = { authorization: `Bearer ${running.secret}` };
    const path = `/proxies/${encodeURIComponent(node)}/delay?${query}`;
    return (await fetch(running.url + path, { headers })).status;
  };
  try {
    expect(await delay("fast")).toBe(200);
    expect(await delay("from afar")).toBe(200);
    expect(await delay("broken")).toBe(503);
    house.setFate("broken", { delay: 5 });
    expect(await delay("broken")).toBe(200);
    expect(house.nodes.requests("fast")).toBe(1);
  } finally {
    await running.stop();
    await house.stop();
  }
});
