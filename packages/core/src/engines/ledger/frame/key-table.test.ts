import { expect, test } from "vitest";
import { KeyTable } from "./key-table.ts";

const table = new KeyTable(["id", "up", "upload"], ["id", "upload"]);
const find = (text: string, start = 0, end = text.length): string | undefined =>
  table.find(Buffer.from(text), start, end)?.name;

test("a key is found where it lies, and only as a whole", () => {
  expect([find("id"), find("up"), find("upload")]).toEqual(["id", "up", "upload"]);
  expect([find("xidx", 1, 3), find("upload", 0, 2)]).toEqual(["id", "up"]);
  expect([find("ix"), find("uploaD"), find(""), find("uploads"), find("uplo")]).toEqual(Array.from({ length: 5 }));
});

test("each key has a bit of its own, and `required` those that must be there", () => {
  const bits = ["id", "up", "upload"].map((key) => table.find(Buffer.from(key), 0, key.length)?.bit ?? 0);
  expect(new Set(bits).size).toBe(3);
  expect(table.required).toBe((bits[0] ?? 0) | (bits[2] ?? 0));
});
