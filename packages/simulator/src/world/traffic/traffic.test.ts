import { beforeEach, describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { profiles } from "../profile.ts";
import { World } from "../world.ts";

const config = `
proxies: [{name: n, type: http, server: n.test, port: 1}]
proxy-groups:
  - {name: In, type: select, proxies: [n, DIRECT]}
  - {name: Out, type: select, proxies: [In, REJECT]}
rules: ["DOMAIN-SUFFIX,ads.test,REJECT", "DOMAIN,a.test,Out"]
x-simulate: {nodes: {n: {delay: 5}}, dns: {n.test: {records: [192.0.2.7]}}}
`;

let world: World;
let lines: string[];

beforeEach(() => {
  world = new World({ config, profile: profiles.current, clock: createManualClock(), seed: 1, home: undefined });
  lines = [];
  world.logs.subscribe(({ level, payload }) => lines.push(`${level}: ${payload}`));
});

const from = { sourceIP: "192.168.1.9", sourcePort: 5 };

describe("the way of a connection", () => {
  it("follows the rule through its groups, leaf first, and the log says so", () => {
    const open = world.traffic.open({ ...from, host: "a.test", process: "curl" });
    expect(open?.connection).toMatchObject({
      chains: ["n", "In", "Out"],
      providerChains: ["", "", ""],
      rule: "Domain",
      rulePayload: "a.test",
      metadata: { remoteDestination: "192.0.2.7" },
    });
    expect(lines).toEqual(["info: [TCP] 192.168.1.9:5(curl) --> a.test:443 match Domain(a.test) using Out[n]"]);
  });

  it("is direct when no rule matches, and in direct mode; GLOBAL decides in global mode", () => {
    world.traffic.open({ ...from, host: "b.test" });
    world.settings.mode = "direct";
    world.traffic.open({ ...from, host: "a.test" });
    world.settings.mode = "global";
    const open = world.traffic.open({ ...from, host: "a.test" });
    expect(open?.connection).toMatchObject({ chains: ["DIRECT", "GLOBAL"], rule: "" });
    expect(lines).toEqual([
      "info: [TCP] 192.168.1.9:5 --> b.test:443 doesn't match any rule using DIRECT",
      "info: [TCP] 192.168.1.9:5 --> a.test:443 using DIRECT",
      "info: [TCP] 192.168.1.9:5 --> a.test:443 using GLOBAL",
    ]);
  });

  it("ends at a wall for REJECT and for a dead node", () => {
    expect(world.traffic.open({ ...from, host: "x.ads.test" })).toBeUndefined();
    world.fates.kill("n");
    expect(world.traffic.open({ ...from, host: "a.test" })).toBeUndefined();
    expect(lines).toEqual([
      "info: [TCP] 192.168.1.9:5 --> x.ads.test:443 match DomainSuffix(ads.test) using REJECT",
      "warning: [TCP] dial Out (match Domain/a.test) 192.168.1.9:5 --> a.test:443 error: n.test connect error: i/o timeout",
    ]);
  });
});

describe("an open connection", () => {
  it("moves bytes into the totals and into the rate of its second", () => {
    const open = world.traffic.open({ host: "a.test" });
    open?.transfer(3, 5);
    world.connections.tick();
    open?.transfer(1, 1);
    expect([world.connections.rate, world.connections.totals]).toEqual([
      { up: 3, down: 5 },
      { upload: 4, download: 6 },
    ]);
    world.connections.tick();
    world.connections.tick();
    expect(world.connections.rate).toEqual({ up: 0, down: 0 });
  });

  it("is told when somebody closes it, and moves nothing more", async () => {
    const open = world.traffic.open({ host: "a.test" });
    world.traffic.close("nobody");
    world.traffic.close(open?.connection.id ?? "");
    await open?.closed;
    open?.transfer(9, 9);
    expect([world.connections.list(), world.connections.totals.upload]).toEqual([[], 0]);
  });
});
