import { expect, test } from "vitest";
import type { Proxy } from "../schemas/proxy.ts";
import { kindOf } from "./node-kind.ts";

const proxy = (fields: Partial<Proxy>): Proxy => ({ name: "HK 01", type: "Vmess", history: [], udp: true, ...fields });

test.each<[string, Partial<Proxy>, string]>([
  ["what has members is a group, whatever its type", { type: "Invented", all: [] }, "group"],
  ["a group with the name of a pseudo-node stays a group", { name: "Expires 2026-12-31", all: ["a"] }, "group"],
  ["a direct outbound is built in, under any name", { name: "WAN 2", type: "Direct" }, "builtin"],
  ["so is a rejecting one", { type: "RejectDrop" }, "builtin"],
  ["a subscription's news is info", { name: "剩余流量：99 GB" }, "info"],
  ["the rest are nodes, of types that we do not know too", { type: "Quantum" }, "node"],
])("%s", (_, fields, kind) => {
  expect(kindOf(proxy(fields))).toBe(kind);
});
