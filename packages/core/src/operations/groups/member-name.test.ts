import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";
import type { Group } from "../../schemas/proxy.ts";
import { freshName, isSameNode, memberNamed } from "./member-name.ts";

const group = (...all: string[]): Group => ({ name: "G", type: "Selector", history: [], udp: true, all });

describe("memberNamed", () => {
  test("takes the member of that very name, whatever else is like it", () => {
    expect(memberNamed(group("HK 01 | x1.2", "HK 01 | x1.0"), "HK 01 | x1.0")).toBe("HK 01 | x1.0");
  });

  test("takes the one node that only got reworded", () => {
    expect(memberNamed(group("剩余流量：99 GB", "HK 01 | x1.2", "JP 01"), "HK 01 | x1.0")).toBe("HK 01 | x1.2");
  });

  test("does not choose among several", () => {
    expect(() => memberNamed(group("HK 01 | x2", "HK 01 | x3"), "HK 01")).toThrow(
      expect.objectContaining({
        code: "rejected",
        reason: "ambiguous",
        message: expect.stringContaining("x3") as string,
      }),
    );
  });

  test("knows no member for a stranger, nor for news in disguise", () => {
    expect(() => memberNamed(group("HK 01"), "US 07")).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(() => memberNamed(group("剩余流量：98 GB"), "剩余流量：99 GB")).toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
  });
});

test("a fresh name is the old one where nobody can tell", async () => {
  const core = scriptedCore({ "groups.get": () => group("HK 01 | x1.2", "JP 01 x1", "JP 01 x2") });
  const { signal } = new AbortController();
  const fresh = (name: string) => freshName(core.controller.client, "G", name, signal);
  expect(await fresh("HK 01 | x1.0")).toBe("HK 01 | x1.2");
  expect(await fresh("JP 01 x3")).toBe("JP 01 x3");
  expect(await fresh("JP 01 x1")).toBe("JP 01 x1");
});

test("a node is the same under a new name only where the old one is gone", () => {
  expect(isSameNode(group("HK 01 x2"), "HK 01 x2", "HK 01 x1")).toBe(true);
  expect(isSameNode(group("HK 01 x1", "HK 01 x2"), "HK 01 x2", "HK 01 x1")).toBe(false);
  expect(isSameNode(group("A"), undefined, "A")).toBe(false);
});
