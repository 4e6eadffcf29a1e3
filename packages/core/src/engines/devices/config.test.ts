import { expect, test } from "vitest";
import { devicesConfig } from "./config.ts";

test("nothing said asks the neighbours and knows no names", () => {
  expect(devicesConfig.parse({})).toEqual({ names: {}, neighbours: true });
});

test("names go by IP or hardware address, in any spelling", () => {
  const names = { "192.168.1.20": " TV ", "AA-BB-CC-DD-EE-0F": "Tablet", "fd00::1": "NAS" };
  expect(devicesConfig.parse({ names }).names).toEqual({ ...names, "192.168.1.20": "TV" });
});

test.each([
  [{ names: { TV: "192.168.1.20" } }],
  [{ names: { "192.168.1.20": " " } }],
  [{ names: { "192.168.1.20": "x".repeat(65) } }],
  [{ "leases-file": "" }],
  [{ lease: "x" }],
])("%j is refused", (value) => {
  expect(devicesConfig.safeParse(value).success).toBe(false);
});
