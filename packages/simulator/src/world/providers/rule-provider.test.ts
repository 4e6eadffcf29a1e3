import { describe, expect, it } from "vitest";
import { createMetadata } from "../traffic/metadata.ts";
import { profiles } from "../profile.ts";
import { RuleProvider } from "./rule-provider.ts";
import type { Source } from "./source.ts";

function make(raw: Record<string, unknown>, text = "", vehicle: Source["vehicle"] = "HTTP"): RuleProvider {
  const source: Source = { vehicle, userinfo: () => undefined, read: () => Promise.resolve(text) };
  return new RuleProvider("set", raw, source, {
    profile: profiles.current,
    hasTarget: () => true,
    hasSubRule: () => false,
    ruleSet: () => undefined,
  });
}

describe("a rule set", () => {
  it.each([
    ["domain", "a.com", { host: "a.com" }, true],
    ["domain", "a.com", { host: "x.a.com" }, false],
    ["domain", "+.a.com", { host: "x.a.com" }, true],
    ["domain", "+.a.com", { host: "a.com" }, true],
    ["ipcidr", "10.0.0.0/8", { destinationIP: "10.1.1.1" }, true],
    ["ipcidr", "10.0.0.0/8", { host: "a.com" }, false],
    ["classical", "DST-PORT,8443", { destinationPort: 8443 }, true],
    ["classical", "DOMAIN-SUFFIX,a.com", { host: "b.com" }, false],
  ] as const)("of behaviour %s holds %j for %j: %s", (behavior, line, meta, expected) => {
    const set = make({ behavior }, "", "Inline");
    set.load([line], 1);
    expect(set.matches(createMetadata(meta))).toBe(expected);
  });

  it("shows its payload only when it is inline", () => {
    const inline = make({ behavior: "domain" }, "", "Inline");
    inline.load(["a.com", "b.com"], 1);
    expect(inline.toJson()).toMatchObject({
      behavior: "Domain",
      format: "",
      ruleCount: 2,
      payload: ["a.com", "b.com"],
    });
    expect(make({ behavior: "ipcidr", format: "text" }).toJson()).toMatchObject({
      behavior: "IPCIDR",
      format: "TextRule",
      updatedAt: "0001-01-01T00:00:00Z",
      payload: undefined,
    });
  });

  it("reads YAML and plain text, without comments", async () => {
    const yaml = make({ behavior: "domain" }, "payload: [a.com, b.com]");
    const plain = make({ behavior: "domain", format: "text" }, "# a comment\na.com\n\nb.com\n");
    for (const set of [yaml, plain]) {
      await set.update(5);
      expect([set.payload, set.updatedAt]).toEqual([["a.com", "b.com"], 5]);
    }
  });

  it("refuses a behaviour that it does not know", () => {
    expect(() => make({ behavior: "nope" })).toThrow("unsupported behavior type: nope");
  });
});
