import { expect, test } from "vitest";
import { singleSource } from "./single-source.ts";

const shares = (amounts: Readonly<Record<string, number>>) =>
  Object.entries(amounts).map(([address, amount]) => ({ address, amount }));

test("a router in front of the core is found, whatever the core's own host does", () => {
  expect(singleSource(shares({ "192.168.1.1": 99, "127.0.0.1": 500, Inner: 40, "": 3, "192.168.1.9": 1 }))).toEqual({
    address: "192.168.1.1",
    share: 0.99,
  });
});

test("amounts of one address add up", () => {
  const parts = [...shares({ "192.168.1.1": 20 }), ...shares({ "192.168.1.1": 20 })];
  expect(singleSource(parts)?.share).toBe(1);
});

test.each([
  ["several devices", { "192.168.1.20": 60, "192.168.1.31": 40 }],
  ["a quiet house", { "192.168.1.1": 29 }],
  ["nothing at all", {}],
  ["nobody but the host", { "127.0.0.1": 1000, "::1": 50 }],
])("%s is no single source", (_, amounts) => {
  expect(singleSource(shares(amounts))).toBeUndefined();
});
