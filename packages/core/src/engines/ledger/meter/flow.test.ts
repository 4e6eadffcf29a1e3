import { describe, expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import { flowKeyOf, isInTotals, registrableDomain } from "./flow.ts";

describe("a flow", () => {
  test("is device, host, outermost group, leaf and rule", () => {
    expect(
      flowKeyOf(
        connection("a", { chains: ["HK 01", "Auto", "Proxy"], rule: "DomainSuffix", rulePayload: "b.c" }),
        "full",
      ),
    ).toEqual({
      device: "192.168.1.20",
      host: "example.com",
      group: "Proxy",
      node: "HK 01",
      rule: "DomainSuffix(b.c)",
      provider: "",
    });
  });

  test("without a group has the node as both, and a rule without payload stands alone", () => {
    expect(flowKeyOf(connection("a", { chains: ["DIRECT"], rule: "Match", rulePayload: "" }), "full")).toMatchObject({
      group: "DIRECT",
      node: "DIRECT",
      rule: "Match",
    });
  });

  test("knows the provider of its leaf, where the core tells", () => {
    const provider = (providerChains: string[] | null) =>
      flowKeyOf(connection("a", { providerChains }), "full").provider;
    expect([provider(["airport", ""]), provider([]), provider(null)]).toEqual(["airport", "", ""]);
  });

  test("without a chain is kept all the same", () => {
    expect(flowKeyOf(connection("a", { chains: [] }), "full")).toMatchObject({ group: "", node: "" });
  });

  test("takes the host, else what was sniffed, else the address", () => {
    const host = (metadata: object): string => flowKeyOf(connection("a", { metadata }), "full").host;
    expect(host({ host: "A.Example.com.", sniffHost: "b" })).toBe("a.example.com");
    expect(host({ host: "", sniffHost: "sniffed.org", destinationIP: "1.2.3.4" })).toBe("sniffed.org");
    expect(host({ host: "", sniffHost: "", destinationIP: "1.2.3.4" })).toBe("1.2.3.4");
    expect(host({ host: "", destinationIP: "2001:db8::1" })).toBe("2001:db8::1");
  });

  test("keeps no more of the host than the settings allow", () => {
    const one = connection("a", { metadata: { host: "cdn.video.example.com" } });
    expect(flowKeyOf(one, "registrable-domain").host).toBe("example.com");
    expect(flowKeyOf(one, "none").host).toBe("");
  });

  test("is of the device that the book names for its address, and the core's own is asked of nobody", () => {
    const devices = { keyOf: (address: string) => `mac-of-${address}` };
    expect(flowKeyOf(connection("a"), "full", devices).device).toBe("mac-of-192.168.1.20");
    expect(flowKeyOf(connection("a", { metadata: { type: "Inner", sourceIP: "" } }), "full", devices).device).toBe(
      "Inner",
    );
  });

  test("of the core itself is told apart, and its DNS is not in the totals", () => {
    const download = connection("a", { metadata: { type: "Inner", sourceIP: "", process: "mihomo" } });
    const dns = connection("b", { metadata: { type: "Inner", sourceIP: "", process: "" } });
    expect(flowKeyOf(download, "full").device).toBe("Inner");
    expect([isInTotals(download), isInTotals(dns), isInTotals(connection("c"))]).toEqual([true, false, true]);
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
