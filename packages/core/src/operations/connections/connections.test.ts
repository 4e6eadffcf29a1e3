import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { Book } from "../../engines/devices/book.ts";
import type { DeviceEngine } from "../../engines/devices/types.ts";
import type { Connection } from "../../schemas/connection.ts";
import { createRunner } from "../runner.ts";
import { type ConnectionFilter, deviceMatch, matchesFilter } from "./filter.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;
const now = Date.parse("2026-01-01T00:10:00Z");

function connection(id: string, extra: { metadata?: object } & Partial<Omit<Connection, "metadata">> = {}): Connection {
  const { metadata, ...rest } = extra;
  return {
    id,
    chains: ["HK 01", "Auto", "Proxy"],
    upload: 1,
    download: 2,
    start: "2026-01-01T00:00:00Z",
    rule: "DomainSuffix",
    rulePayload: "example.com",
    metadata: {
      network: "tcp",
      type: "HTTP",
      sourceIP: "192.168.1.20",
      destinationIP: "203.0.113.7",
      sourcePort: "5",
      destinationPort: "443",
      host: "www.example.com",
      process: "curl",
      ...metadata,
    },
    ...rest,
  };
}

describe("matchesFilter", () => {
  test.each<[ConnectionFilter, boolean]>([
    [{}, true],
    [{ device: "192.168.1.20" }, true],
    [{ device: "192.168.1.2" }, false],
    [{ host: "EXAMPLE" }, true],
    [{ host: "203.0.113" }, true],
    [{ host: "other" }, false],
    [{ group: "Auto" }, true],
    [{ group: "HK 01" }, false],
    [{ node: "HK 01" }, true],
    [{ node: "Auto" }, false],
    [{ rule: "DomainSuffix" }, true],
    [{ rule: "domainsuffix,example.com" }, true],
    [{ rule: "Match" }, false],
    [{ process: "cur" }, true],
    [{ olderThanSec: 599 }, true],
    [{ olderThanSec: 600 }, false],
    [{ device: "192.168.1.20", host: "other" }, false],
  ])("%j fits: %s", (filter, fits) => {
    const isDevice = deviceMatch(filter.device, {}, "list-connections");
    expect(matchesFilter(connection("a"), filter, isDevice, now)).toBe(fits);
  });
});

describe("the device of a filter", () => {
  test("is compared as an address, without its zone or IPv6 clothes", () => {
    expect(deviceMatch("FE80:0:0::1", {}, "x")("fe80::1%eth0")).toBe(true);
    expect(deviceMatch("192.168.1.20", {}, "x")("::ffff:192.168.1.20")).toBe(true);
  });

  test("is a name only where devices are told apart", () => {
    expect(() => deviceMatch("TV", {}, "close-connections")).toThrow(
      expect.objectContaining({ code: "unsupported", message: expect.stringContaining("close-connections needs") }),
    );
  });

  test("may be named, and then is every address of it; a name that nobody has is an error", () => {
    const book = new Book({ "192.168.1.20": "TV" }, { names: {}, devices: [] });
    const mac = "aa:bb:cc:dd:ee:01";
    book.learn(
      ["192.168.1.20", "fd00::20"].map((address) => ({ address, mac })),
      [],
    );
    book.see("192.168.1.20", 5);
    const devices = book as unknown as DeviceEngine;
    for (const wanted of ["tv", mac, "192.168.1.20", "fd00::20"]) {
      const isDevice = deviceMatch(wanted, { devices }, "x");
      expect(["192.168.1.20", "fd00::20", "192.168.1.31"].map(isDevice)).toEqual([true, true, false]);
    }
    expect(() => deviceMatch("TW", { devices }, "x")).toThrow(
      expect.objectContaining({ code: "not-found", message: 'There is no device "TW"; did you mean "TV"?' }),
    );
  });
});

function coreWith(connections: Connection[] | null, extra: Record<string, Answer> = {}) {
  return scriptedCore({
    "connections.list": () => ({ connections, uploadTotal: 0, downloadTotal: 0 }),
    "connections.close": () => undefined,
    ...extra,
  });
}

describe("list-connections", () => {
  test("shows the way from the outermost group, newest first", async () => {
    const core = coreWith([
      connection("old"),
      connection("new", { start: "2026-01-01T00:05:00Z", metadata: { host: "" } }),
    ]);
    const { rows, total } = await createRunner(core).run("list-connections", {}, options);
    expect(rows.map(({ id, host, chain }) => [id, host, chain[0]])).toEqual([
      ["new", "203.0.113.7", "Proxy"],
      ["old", "www.example.com", "Proxy"],
    ]);
    expect(total).toBe(2);
  });

  test("an idle core has none", async () => {
    expect(await createRunner(coreWith(null)).run("list-connections", {}, options)).toEqual({ rows: [], total: 0 });
  });

  test("sorts and limits, and still counts all", async () => {
    const core = coreWith([connection("small"), connection("big", { download: 99 })]);
    const { rows, total } = await createRunner(core).run("list-connections", { sort: "download", limit: 1 }, options);
    expect([rows[0]?.id, total]).toEqual(["big", 2]);
  });
});

describe("close-connection", () => {
  test("tells whether there was anything to close", async () => {
    const core = coreWith([connection("a")]);
    expect(await createRunner(core).run("close-connection", { id: "a" }, options)).toEqual({ closed: 1 });
    expect(await createRunner(core).run("close-connection", { id: "gone" }, options)).toEqual({ closed: 0 });
    expect(core.sent.filter((line) => line.startsWith("connections.close"))).toEqual([
      "connections.close /connections/a",
    ]);
  });
});

describe("close-connections", () => {
  test("closes what matches, or only counts it", async () => {
    const core = coreWith([connection("a"), connection("b", { chains: ["DIRECT"] })]);
    const runner = createRunner(core);
    expect(await runner.run("close-connections", { filter: { group: "Proxy" }, dryRun: true }, options)).toEqual({
      matched: 1,
      closed: 0,
    });
    expect(core.sent.join()).not.toContain("connections.close");
    expect(await runner.run("close-connections", { filter: { all: true } }, options)).toEqual({
      matched: 2,
      closed: 2,
    });
  });

  test("whoever is limited to a group may close that group's, and no others", async () => {
    const runner = createRunner(coreWith([connection("a")]));
    const limited = { actor: { ...options.actor, groups: ["Proxy"] } };
    expect(await runner.run("close-connections", { filter: { group: "Proxy" } }, limited)).toMatchObject({ closed: 1 });
    await expect(runner.run("close-connections", { filter: { all: true } }, limited)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("explain-route", () => {
  const proxy = (name: string, extra: object = {}) => ({ name, type: "Trojan", history: [], udp: true, ...extra });
  const rule = (type: string, payload: string, target: string, extra: object = {}) => ({
    type,
    payload,
    proxy: target,
    ...extra,
  });

  function core(rules: object[], { mode = "rule", connections = null as Connection[] | null } = {}) {
    return coreWith(connections, {
      "configs.get": () => ({ mode }),
      "rules.list": () => ({ rules }),
      "proxies.list": () => ({
        proxies: {
          Proxy: proxy("Proxy", { type: "Selector", now: "Auto", all: ["Auto"] }),
          Auto: proxy("Auto", { type: "URLTest", now: "HK 01", all: ["HK 01"] }),
          Spread: proxy("Spread", { type: "LoadBalance", all: ["HK 01"] }),
          GLOBAL: proxy("GLOBAL", { type: "Selector", now: "HK 01", all: ["HK 01"] }),
          "HK 01": proxy("HK 01"),
          DIRECT: proxy("DIRECT", { type: "Direct" }),
        },
      }),
    });
  }
  const explain = (scripted: ReturnType<typeof core>, input: object) =>
    createRunner(scripted).run("explain-route", input, options);

  test("an open connection is the best evidence", async () => {
    const scripted = core([], { connections: [connection("a")] });
    expect(await explain(scripted, { host: "www.example.com" })).toEqual({
      evidence: "seen",
      rule: { type: "DomainSuffix", payload: "example.com", target: "Proxy" },
      chain: ["Proxy", "Auto", "HK 01"],
      node: "HK 01",
    });
    expect(await explain(scripted, { host: "www.example.com", device: "10.0.0.9" })).toMatchObject({
      evidence: "unknown",
    });
  });

  test("else the first rule that matches, followed to the node", async () => {
    const rules = [
      rule("DomainSuffix", "other.com", "DIRECT"),
      rule("DomainSuffix", "Example.com", "Proxy"),
      rule("Match", "", "DIRECT"),
    ];
    expect(await explain(core(rules), { host: "WWW.example.com." })).toEqual({
      evidence: "predicted",
      rule: { type: "DomainSuffix", payload: "Example.com", target: "Proxy", index: 1 },
      chain: ["Proxy", "Auto", "HK 01"],
      node: "HK 01",
    });
    expect(await explain(core(rules), { host: "notexample.com" })).toMatchObject({
      evidence: "predicted",
      node: "DIRECT",
    });
  });

  test("a rule that cannot be judged from outside makes the rest unknown, and is named", async () => {
    const rules = [rule("RuleSet", "ads", "REJECT"), rule("Match", "", "Proxy")];
    expect(await explain(core(rules), { host: "a.com" })).toMatchObject({
      evidence: "unknown",
      rule: null,
      note: expect.stringContaining("RuleSet,ads") as string,
    });
  });

  test("rules that are switched off do not count", async () => {
    const off = { extra: { disabled: true, hitCount: 0, hitAt: "", missCount: 0, missAt: "" } };
    expect(
      await explain(core([rule("Match", "", "DIRECT", off), rule("Match", "", "Proxy")]), { host: "a.com" }),
    ).toMatchObject({ chain: ["Proxy", "Auto", "HK 01"] });
  });

  test.each([
    ["DomainKeyword", "exam", "yes"],
    ["DomainWildcard", "*.example.???", "yes"],
    ["DomainWildcard", "*.example", "no"],
    ["Domain", "example.com", "no"],
    ["Network", "udp", "no"],
    ["DomainRegex", "a+", "unknown"],
    ["IPCIDR", "10.0.0.0/8", "unknown"],
    ["toString", "", "unknown"],
  ])("for a host, %s %s says %s", async (type, payload, verdict) => {
    const route = await explain(core([rule(type, payload, "Proxy"), rule("Match", "", "DIRECT")]), {
      host: "www.example.com",
    });
    expect(route.evidence === "unknown" ? "unknown" : route.chain[0] === "Proxy" ? "yes" : "no").toBe(verdict);
  });

  test.each([
    ["IPCIDR", "203.0.113.0/24", "yes"],
    ["IPCIDR", "203.0.114.0/24", "no"],
    ["IPCIDR", "2001:db8::/32", "no"],
    ["SrcIPCIDR", "192.168.0.0/16", "yes"],
    ["DomainSuffix", "com", "no"],
    ["GeoSite", "cn", "no"],
    ["GeoIP", "CN", "unknown"],
  ])("for an address, %s %s says %s", async (type, payload, verdict) => {
    const route = await explain(core([rule(type, payload, "Proxy"), rule("Match", "", "DIRECT")]), {
      ip: "203.0.113.9",
      device: "192.168.1.5",
    });
    expect(route.evidence === "unknown" ? "unknown" : route.chain[0] === "Proxy" ? "yes" : "no").toBe(verdict);
  });

  test("in global and direct mode no rule counts", async () => {
    expect(await explain(core([], { mode: "global" }), { host: "a.com" })).toMatchObject({
      evidence: "predicted",
      rule: null,
      chain: ["GLOBAL", "HK 01"],
    });
    expect(await explain(core([], { mode: "direct" }), { host: "a.com" })).toMatchObject({
      chain: ["DIRECT"],
      node: "DIRECT",
    });
  });

  test("a group that spreads has no one node; a sub-rule's name is no proxy", async () => {
    expect(await explain(core([rule("Match", "", "Spread")]), { host: "a.com" })).toMatchObject({
      chain: ["Spread"],
      node: null,
    });
    expect(await explain(core([rule("Match", "", "sub")]), { host: "a.com" })).toMatchObject({ evidence: "unknown" });
  });
});
