import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupIdentities } from "./group-identities.ts";

const plain = groupIdentities(["Proxy", "🎬 流媒体"]);

describe("what a group is, whatever it is called", () => {
  it("comes from its exact name where the config pins nothing", () => {
    expect(plain("Proxy")).toEqual({ slug: "proxy-a68ee416", unique: "a68ee4167406", object: "proxy" });
    expect(plain("🎬 流媒体")).toMatchObject({ object: expect.stringMatching(/^group_[0-9a-f]{4}$/) });
    expect(plain("Nowhere")).toBeUndefined();
  });

  it("is the pinned id over any rename", () => {
    const main = { slug: "main", unique: "main", object: "main" };
    expect(groupIdentities(["Proxy", "A"], { Proxy: { id: "main" } })("Proxy")).toEqual(main);
    expect(groupIdentities(["节点选择", "A"], { 节点选择: { id: "main" } })("节点选择")).toEqual(main);
  });

  it("is what it was under its former name, without a pin beforehand", () => {
    const renamed = groupIdentities(["节点选择"], { 节点选择: { was: "Proxy" } });
    expect(renamed("节点选择")).toEqual(plain("Proxy"));
  });

  it("stays with whoever has it by the own name, and with the first of several that claim it", () => {
    const both = groupIdentities(["New", "Proxy"], { New: { was: "Proxy" } });
    expect(both("Proxy")).toEqual(plain("Proxy"));
    expect(both("New")).toEqual(groupIdentities(["New"])("New"));
    const pins = { A: { id: "main" }, B: { id: "main" }, C: { was: "Proxy" }, D: { was: "Proxy" } };
    const claimed = groupIdentities(["A", "B", "C", "D"], pins);
    expect([claimed("A")?.slug, claimed("C")?.slug]).toEqual(["main", "proxy-a68ee416"]);
    expect([claimed("B"), claimed("D")]).toEqual([groupIdentities(["B"])("B"), groupIdentities(["D"])("D")]);
  });

  it("is nobody else's, whatever the names and the pins are", () => {
    const name = fc.string({ unit: "grapheme", maxLength: 6 });
    const pin = fc.record({ id: fc.constantFrom("main", "a", "b"), was: name }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), fc.dictionary(name, pin), (names, pinned) => {
        const of = groupIdentities(names, pinned);
        const identities = names.map(of);
        expect(new Set(identities.map((each) => each?.slug)).size).toBe(names.length);
        expect(new Set(identities.map((each) => each?.unique)).size).toBe(names.length);
        for (const each of identities) expect(each?.slug).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });
});
