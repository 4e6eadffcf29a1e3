import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Group } from "../../schemas/proxy.ts";
import { memberMeant, patternOf } from "./member-match.ts";

const group = (...all: string[]): Group => ({ name: "G", type: "Selector", history: [], udp: true, all });

describe("the member that a person means", () => {
  test("is the one of that very name, though others begin with it or it is a pattern", () => {
    expect(memberMeant(group("HK 011", "HK 01"), "HK 01")).toBe("HK 01");
    expect(memberMeant(group("HK 01", "HK *"), "HK *")).toBe("HK *");
  });

  test("is the only one that begins so, or fits the pattern, whatever case and width it is written in", () => {
    const some = group("🇭🇰 HK 01 | x1.0", "🇯🇵 JP 02", "剩余流量：99 GB");
    expect(memberMeant(some, "🇭🇰 hk")).toBe("🇭🇰 HK 01 | x1.0");
    expect(memberMeant(some, "*jp?02")).toBe("🇯🇵 JP 02");
    expect(memberMeant(some, "*ＪＰ*")).toBe("🇯🇵 JP 02");
  });

  test("is none where nothing fits, nor news in disguise", () => {
    for (const text of ["US", "*US*", "剩余", " ", "K 01"])
      expect(() => memberMeant(group("HK 01", "剩余流量：99 GB"), text)).toThrow(
        expect.objectContaining({ code: "not-found" }),
      );
  });

  test("is asked for where several fit, with ten of them named", () => {
    const names = Array.from({ length: 23 }, (_, index) => `HK ${index}`);
    const some = group(...names);
    const first = names.slice(0, 10).map((name) => `"${name}"`);
    expect(() => memberMeant(some, "HK")).toThrow(
      expect.objectContaining({
        code: "rejected",
        reason: "ambiguous",
        effect: "none",
        message: `"HK" fits 23 members of "G": ${first.join(", ")} and 13 more.`,
      }),
    );
    expect(() => memberMeant(some, "HK ?2")).toThrow('"HK ?2" fits 2 members of "G": "HK 12", "HK 22".');
  });
});

test("a pattern fits as an expression of the same meaning does, and never takes long", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 12 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 }), (text, name) => {
      fc.pre(/[*?]/.test(text));
      const expression = new RegExp(`^${text.replaceAll(/\*+/g, ".*").replaceAll("?", ".")}$`);
      expect(patternOf(text)(name)).toBe(expression.test(name));
    }),
  );
  expect(patternOf(`${"*a".repeat(100)}b`)("a".repeat(250))).toBe(false);
});
