import { expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import { ConnectionTable } from "./connection-table.ts";
import { aboutParsed } from "./route-book.ts";

function show(table: ConnectionTable, ids: readonly string[]): number[] {
  table.begin();
  for (const [index, id] of ids.entries())
    table.list(table.slotOf(id) ?? table.add(aboutParsed(connection(id))), index, index * 10);
  table.end();
  return ids.map((id) => table.slotOf(id) ?? -1);
}

test("a connection keeps its slot while it is listed, in whatever order", () => {
  const table = new ConnectionTable();
  const [a, b, c] = show(table, ["a", "b", "c"]);
  expect(show(table, ["c", "a", "b"])).toEqual([c, a, b]);
  expect([...table.order.subarray(0, table.count)]).toEqual([c, a, b]);
  expect([...table.lastOrder.subarray(0, table.lastCount)]).toEqual([a, b, c]);
  expect([table.download[c!], table.places[b!]]).toEqual([0, 2]);
});

test("a slot that was given back is used again, by another serial", () => {
  const table = new ConnectionTable();
  const [a] = show(table, ["a", "b"]);
  const serial = table.serials[a!];
  show(table, ["b"]);
  expect(table.slotOf("a")).toBeUndefined();
  expect(() => table.about(a!)).toThrow("free");
  expect(show(table, ["b", "c"])[1]).toBe(a);
  expect(table.serials[a!]).not.toBe(serial);
  expect(table.about(a!).id).toBe("c");
});

test("an id that is listed twice has one place, and what vanished beside it is still noticed", () => {
  const table = new ConnectionTable();
  show(table, ["a", "b"]);
  show(table, ["a", "a"]);
  expect([table.count, table.slotOf("b")]).toEqual([1, undefined]);
  expect(table.upload[table.slotOf("a")!]).toBe(1);
});

test("of a frame that is abandoned nothing new is kept", () => {
  const table = new ConnectionTable();
  const [a] = show(table, ["a"]);
  table.begin();
  table.list(table.add(aboutParsed(connection("b"))), 1, 1);
  table.abandon();
  expect([table.slotOf("a"), table.slotOf("b"), table.count]).toEqual([a, undefined, 0]);
  expect(show(table, ["a", "c"])[0]).toBe(a);
});

test("there is room for as many as come", () => {
  const table = new ConnectionTable();
  const ids = Array.from({ length: 1000 }, (_, index) => `id ${index}`);
  const slots = show(table, ids);
  expect(new Set(slots).size).toBe(1000);
  expect(slots.map((slot) => table.download[slot])).toEqual(ids.map((_, index) => index * 10));
  expect(slots.map((slot) => table.about(slot).id)).toEqual(ids);
});
