import { describe, expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import { aboutParsed } from "../frame/route-book.ts";
import type { LedgerSettings } from "../config.ts";
import { type DeviceBook, deviceOf, type FlowKey, flowKeyOf, isInTotals, registrableDomain } from "./flow.ts";

type Overrides = Parameters<typeof connection>[1];

function flowOf(overrides: Overrides, hosts: LedgerSettings["hosts"] = "full", devices?: DeviceBook): FlowKey {
  const about = aboutParsed(connection("a", overrides));
  return flowKeyOf(about.route, deviceOf(about, devices), hosts);
}

describe("a flow", () => {
  test("is device, host, outermost group, leaf and rule", () => {
    expect(flowOf({ chains: ["HK 01", "Auto", "Proxy"], rule: "DomainSuffix", rulePayload: "b.c" })).toEqual({
      device: "192.168.1.20",
      host: "example.com",
      group: "Proxy",
      node: "HK 01",
      rule: "DomainSuffix(b.c)",
      provider: "",
    });
  });

  test("without a group has the node as both, and a rule without payload stands alone", () => {
    expect(flowOf({ chains: ["DIRECT"], rule: "Match", rulePayload: "" })).toMatchObject({
      group: "DIRECT",
      node: "DIRECT",
      rule: "Match",
    });
  });

  test("knows the provider of its leaf, where the core tells", () => {
    const provider = (providerChains: string[] | null): string => flowOf({ providerChains }).provider;
    expect([provider(["airport", ""]), provider([]), provider(null)]).toEqual(["airport", "", ""]);
  });

  test("without a chain is kept all the same", () => {
    expect(flowOf({ chains: [] })).toMatchObject({ group: "", node: "" });
  });

  test("takes the host, else what was sniffed, else the address", () => {
    const host = (metadata: object): string => flowOf({ metadata }).host;
    expect(host({ host: "A.Example.com.", sniffHost: "b" })).toBe("a.example.com");
    expect(host({ host: "", sniffHost: "sniffed.org", destinationIP: "1.2.3.4" })).toBe("sniffed.org");
    expect(host({ host: "", sniffHost: "", destinationIP: "1.2.3.4" })).toBe("1.2.3.4");
    expect(host({ host: "", destinationIP: "2001:db8::1" })).toBe("2001:db8::1");
    expect(host({ host: ".", sniffHost: "b", destinationIP: "1.2.3.4" })).toBe("1.2.3.4");
  });

  test("keeps no more of the host than the settings allow", () => {
    const metadata = { host: "cdn.video.example.com" };
    expect(flowOf({ metadata }, "registrable-domain").host).toBe("example.com");
    expect(flowOf({ metadata }, "none").host).toBe("");
  });

  test("is of the device that the book names for its address, and the core's own is asked of nobody", () => {
    const devices = { keyOf: (address: string) => `mac-of-${address}` };
    expect(flowOf({}, "full", devices).device).toBe("mac-of-192.168.1.20");
    expect(flowOf({ metadata: { type: "Inner", sourceIP: "" } }, "full", devices).device).toBe("Inner");
  });

  test("of the core itself is told apart, and its DNS is not in the totals", () => {
    const download = { metadata: { type: "Inner", sourceIP: "", process: "mihomo" } };
    const dns = { metadata: { type: "Inner", sourceIP: "", process: "" } };
    expect(flowOf(download).device).toBe("Inner");
    const counted = [download, dns, {}].map((one) => isInTotals(aboutParsed(connection("a", one)).route));
    expect(counted).toEqual([true, false, true]);
  });
});

test.each([
  ["example.com", "example.com"],
  ["a.b.example.com", "example.com"],
  ["www.example.co.uk", "example.co.uk"],
  ["img.example.com.cn", "example.com.cn"],
  ["x.t.co", "t.co"],
  ["localhost", "localhost"],
  ["192.168.1.1", "192.168.1.1"],
  ["fe80::1%eth0", "fe80::1%eth0"],
])("the domain of %s is %s", (name, domain) => {
  expect(registrableDomain(name)).toBe(domain);
});
