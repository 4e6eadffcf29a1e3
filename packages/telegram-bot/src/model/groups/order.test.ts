import { expect, test } from "vitest";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import { membersInOrder, sortedMembers } from "./order.ts";

const proxy = group("Proxy", ["HK 10", "jp 2", "DIRECT", "HK 9", "Auto"]);
const auto = group("Auto", ["HK 9"], { type: "URLTest", now: "HK 9" });
const picture = snapshot([proxy, auto], [node("HK 10", 90), node("jp 2", null), node("HK 9", 30), node("DIRECT")]);

test("members stand as configured, the fastest first, or by name with numbers as numbers", () => {
  expect(sortedMembers(picture, proxy, "config")).toBe(proxy.all);
  expect(sortedMembers(picture, proxy, "delay")).toEqual(["HK 9", "Auto", "HK 10", "DIRECT", "jp 2"]);
  expect(sortedMembers(picture, proxy, "name")).toEqual(["Auto", "DIRECT", "HK 9", "HK 10", "jp 2"]);
});

test("members stand by where they come from, those of the config itself first, and as configured within", () => {
  const nodes = [node("HK 10", 90, { provider: "b" }), node("jp 2", 5, { provider: "a" }), node("HK 9", 30)];
  const mixed = snapshot([proxy, auto], nodes);
  expect(sortedMembers(mixed, proxy, "provider")).toEqual(["DIRECT", "HK 9", "Auto", "jp 2", "HK 10"]);
});

test("an order that was once shown stays, whatever the delays do; who is gone leaves, who is new comes last", () => {
  const order = {
    controllerId: "home",
    group: "Proxy",
    sort: "delay" as const,
    names: ["HK 9", "gone", "HK 10", "jp 2"],
    madeAt: 0,
  };
  expect(membersInOrder(proxy, order)).toEqual(["HK 9", "HK 10", "jp 2", "DIRECT", "Auto"]);
  expect(membersInOrder(proxy, undefined)).toBe(proxy.all);
});
