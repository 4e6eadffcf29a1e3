import { expect, it } from "vitest";
import { BotApiFaults } from "./faults.ts";

it("meets the next calls of a method, in order and counted", () => {
  const faults = new BotApiFaults(() => undefined);
  faults.add("sendMessage", { kind: "reset" }, 2);
  faults.add("*", { kind: "conflict" });
  expect(faults.take("sendMessage")).toEqual({ kind: "reset" });
  expect(faults.take("getUpdates")).toEqual({ kind: "conflict" });
  expect(faults.take("getUpdates")).toBeUndefined();
  expect(faults.take("sendMessage")).toEqual({ kind: "reset" });
  expect(faults.take("sendMessage")).toBeUndefined();
});

it("an outage meets everything, cuts what is open, and ends", () => {
  let cuts = 0;
  const faults = new BotApiFaults(() => (cuts += 1));
  faults.outage();
  expect(cuts).toBe(1);
  expect(faults.take("getMe")).toEqual({ kind: "bad-gateway" });
  faults.restore();
  expect(faults.take("getMe")).toBeUndefined();
});
