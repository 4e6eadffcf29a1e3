import type { Controller, Part } from "@pointsman/core";
import { expect, test } from "vitest";
import { snapshot } from "../../test/support/snapshot.ts";
import { PictureReader } from "./reader.ts";

function open(fails = false) {
  let now = 0;
  const reads: (readonly Part[])[] = [];
  const picture = snapshot([], []);
  const refresh = async (parts: readonly Part[]) => {
    reads.push(parts);
    if (fails) throw new Error("away");
    return picture;
  };
  const controller = { id: "home", observer: { snapshot: picture, refresh } } as unknown as Controller;
  const { signal } = new AbortController();
  const reader = new PictureReader(controller, () => now);
  return { read: (...parts: Part[]) => reader.read(parts, signal), reads, pass: (ms: number) => (now += ms) };
}

test("a part that was just read is not read again, another one is", async () => {
  const { read, reads, pass } = open();
  await read("groups", "nodes");
  await read("groups");
  await read("groups", "settings");
  pass(2001);
  await read("groups");
  expect(reads).toEqual([["groups", "nodes"], ["settings"], ["groups"]]);
});

test("a reading that failed does not count", async () => {
  const { read, reads } = open(true);
  await expect(read("groups")).rejects.toThrow("away");
  await expect(read("groups")).rejects.toThrow("away");
  expect(reads).toHaveLength(2);
});
