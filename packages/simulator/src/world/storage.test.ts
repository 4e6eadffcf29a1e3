import { expect, it } from "vitest";
import { maxValueBytes, Storage } from "./storage.ts";

it("drops a key of more than 64 bytes without a word", () => {
  const storage = new Storage();
  storage.put("k".repeat(64), Buffer.from("1"));
  storage.put("名".repeat(22), Buffer.from("2"));
  expect(storage.get("k".repeat(64))?.toString()).toBe("1");
  expect(storage.get("名".repeat(22))).toBeUndefined();
});

it("makes room by dropping what was written first", () => {
  const storage = new Storage();
  const third = Buffer.alloc(Math.floor(maxValueBytes / 3));
  for (const key of ["a", "b"]) storage.put(key, third);
  storage.put("a", third);
  storage.put("c", third);
  expect(["a", "b", "c"].map((key) => storage.get(key) !== undefined)).toEqual([true, false, true]);
});

it("forgets what is deleted", () => {
  const storage = new Storage();
  storage.put("a", Buffer.from("1"));
  storage.delete("a");
  expect(storage.get("a")).toBeUndefined();
});
