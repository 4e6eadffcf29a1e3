import { expect, test } from "vitest";
import type { GroupOrder } from "../model/groups/order.ts";
import { KeptOrders } from "./kept-orders.ts";

const orderOf = (group: string, madeAt = 0): GroupOrder => ({
  controllerId: "home",
  group,
  sort: "delay",
  names: [],
  madeAt,
});

test("each message keeps its own order, for ten minutes", () => {
  let now = 0;
  const orders = new KeptOrders(() => now);
  orders.keep(1, orderOf("Proxy"));
  orders.keep(2, orderOf("Auto", 60_000));
  expect([orders.of(1)?.group, orders.of(2)?.group, orders.of(3)]).toEqual(["Proxy", "Auto", undefined]);
  now = 600_000;
  expect([orders.of(1), orders.of(2)?.group]).toEqual([undefined, "Auto"]);
});

test("a message that was not sent yet keeps its order when it has its number", () => {
  const orders = new KeptOrders(() => 0);
  orders.keep(undefined, orderOf("Proxy"));
  expect(orders.of(7)?.group).toBe("Proxy");
  orders.keep(7, orderOf("Proxy"));
  expect(orders.of(8)).toBeUndefined();
});

test("an order ends where the message leaves the group, but not where it asks something about it", () => {
  const orders = new KeptOrders(() => 0);
  orders.keep(1, orderOf("Proxy"));
  orders.leave(1, { at: "node", group: "Proxy", node: "HK", page: 0 });
  orders.leave(1, { at: "confirm", question: "x", text: "", back: { do: "home" } });
  expect(orders.of(1)).toBeDefined();
  orders.leave(1, { at: "home" });
  expect(orders.of(1)).toBeUndefined();
});

test("of many messages those that were used longest ago are forgotten", () => {
  const orders = new KeptOrders(() => 0);
  for (let id = 1; id <= 25; id += 1) orders.keep(id, orderOf(`G${id}`));
  expect([orders.of(5), orders.of(6)?.group, orders.of(25)?.group]).toEqual([undefined, "G6", "G25"]);
});
