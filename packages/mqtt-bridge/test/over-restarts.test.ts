import path from "node:path";
import { openController } from "@pointsman/core";
import { textFile } from "@pointsman/core/state";
import { startSimulator } from "@pointsman/simulator";
import { makeTemporaryFolder } from "@pointsman/simulator/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Bridge, startBridge } from "../src/index.ts";
import { defaultPace } from "../src/state/topics-of-state.ts";
import { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

const nodes = ["HK 01", "HK 02", "HK 03", "HK 04", "HK 05", "HK 06"];
const config = `
mode: rule
proxies:
${nodes.map((name, at) => `  - { name: ${name}, type: socks5, server: 127.0.0.1, port: ${at + 1} }`).join("\n")}
proxy-groups: [{ name: Proxy, type: select, proxies: [${nodes.join(", ")}] }]
rules: ["MATCH,Proxy"]
`;
const optionsIn = (payload: string): readonly string[] => {
  const { components } = JSON.parse(payload) as { components: Record<string, { options?: string[] }> };
  return Object.entries(components).find(([key]) => key.startsWith("select_group_proxy_"))?.[1].options ?? [];
};

/** A core and a broker that outlive the bridges, and what one of those remembers. */
async function house({ protocol, start }: (typeof brokerKinds)[number]) {
  const folder = makeTemporaryFolder("restarts");
  const simulator = await startSimulator({ config });
  const broker = await start();
  const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
  onTestFinished(async () => {
    await person.stop();
    await broker.stop();
    await simulator.stop();
    folder.remove();
  });
  /** A life of the bridge, with a connection of its own to the core. */
  const live = async (): Promise<{ end: () => Promise<void> }> => {
    const since = person.heard.length;
    const controller = openController({ id: "home", url: simulator.url });
    const bridge: Bridge = startBridge({
      config: { url: broker.url, protocol, "home-assistant": { "max-options": 2 } },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings: { pollMs: 200, settleMs: 20, apartMs: 20, optionsMs: 0, pace: { ...defaultPace, totals: 0 } },
      memory: textFile(path.join(folder.path, "retained.json")),
      houses: textFile(path.join(folder.path, "houses.json")),
    });
    const end = async (): Promise<void> => {
      await bridge.stop();
      await controller.close();
    };
    onTestFinished(end);
    await person.hears(({ topic }) => topic.endsWith("/now"), "a group's state", since);
    return { end };
  };
  const remembered = (): string => textFile(path.join(folder.path, "houses.json")).load() ?? "";
  return { simulator, person, live, remembered };
}

describe.each(brokerKinds.slice(0, 2))("over a restart of the bridge on $name", (kind) => {
  it("a list that is cut still has what was chosen before", async () => {
    const { person, live } = await house(kind);
    const first = await live();
    for (const node of ["HK 06", "HK 05"]) {
      const since = person.heard.length;
      await person.publish("pointsman/home/request/select-node", JSON.stringify({ group: "Proxy", node }));
      await person.hears(({ topic, payload }) => topic.endsWith("/now") && payload === node, node, since);
    }
    await first.end();
    const since = person.heard.length;
    await live();
    const { payload } = await person.hears(
      ({ topic, payload: text }) => topic.includes("pointsman_home_groups_1") && text.includes('"options"'),
      "the list",
      since,
    );
    expect(optionsIn(payload)).toEqual(["HK 05", "HK 06"]);
  });

  it("since when the core counts is known, until it starts while nobody looks", async () => {
    const { simulator, person, live, remembered } = await house(kind);
    const since = (payload: string): unknown => (JSON.parse(payload) as { since?: unknown }).since;
    const totals = (fits: (since: unknown) => boolean, what: string, from = 0) =>
      person.hears(({ topic, payload }) => topic === "pointsman/home/totals" && fits(since(payload)), what, from);
    const first = await live();
    await simulator.restart();
    const known = since((await totals((at) => typeof at === "string", "when the core started")).payload);
    await expect.poll(remembered, { timeout: 20_000 }).toContain('"start"');
    await first.end();
    const again = person.heard.length;
    const second = await live();
    expect(since((await totals(() => true, "totals again", again)).payload)).toBe(known);
    await second.end();
    await simulator.restart();
    const third = person.heard.length;
    await live();
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/started" && payload === "None",
      "that nobody saw it start",
      third,
    );
    expect(since((await totals((at) => at === null, "no start", third)).payload)).toBeNull();
  });
});
