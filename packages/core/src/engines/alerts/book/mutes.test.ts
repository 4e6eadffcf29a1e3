import { expect, test } from "vitest";
import { Mutes } from "./mutes.ts";

test("a key covers itself and what is below it, but nothing that only begins alike", () => {
  const mutes = new Mutes({ "home/node-dead": 100 });
  expect(mutes.until("home/node-dead/HK 01", 0)).toBe(100);
  expect(mutes.until("home/node-dead", 0)).toBe(100);
  expect(mutes.until("home/node-dead2", 0)).toBeUndefined();
  expect(mutes.until("home", 0)).toBeUndefined();
});

test("the last end counts, and what is over is forgotten", () => {
  const mutes = new Mutes();
  mutes.set("home", 200, 0);
  mutes.set("home/core-lost", 100, 0);
  expect(mutes.until("home/core-lost", 50)).toBe(200);
  expect(mutes.expire(150)).toBe(true);
  expect(mutes.toJSON()).toEqual({ home: 200 });
  mutes.set("home", 150, 150);
  expect(mutes.toJSON()).toEqual({});
});
