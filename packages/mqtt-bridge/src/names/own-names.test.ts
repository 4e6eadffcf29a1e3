import { expect, it } from "vitest";
import { addressOf, instanceOf } from "./own-names.ts";

it.each([
  ["mqtt://broker.lan:1883", "mqtt://broker.lan:1883"],
  ["mqtts://me:canary@broker.lan:8883/", "mqtts://broker.lan:8883"],
  ["wss://broker.lan/mqtt", "wss://broker.lan/mqtt"],
])("the address of %s has no login", (url, address) => {
  expect(addressOf(url)).toBe(address);
});

it.each([
  ["Küche.local", "k-che-local"],
  ["客厅", "bridge"],
  ["a".repeat(60), "a".repeat(32)],
])("the host %s makes an instance that any broker takes", (host, instance) => {
  expect(instanceOf(host)).toBe(instance);
});
