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

test("a core is up since it was first met, and anew after each restart", async () => {
  let now = 1000;
  const changes = [{ type: "core-back" }, { type: "core-lost" }, { type: "core-back" }, { type: "core-restarted" }];
  const seen: (number | undefined)[] = [];
  const watch = async function* () {
    for (const change of changes) {
      yield await Promise.resolve(change);
      seen.push(reader.upSince);
      now += 1000;
    }
  };
  const observer = { snapshot: snapshot([], [], { reachability: "unknown" }), watch };
  const reader: PictureReader = new PictureReader({ id: "home", observer } as unknown as Controller, () => now);
  expect(reader.upSince).toBeUndefined();
  await reader.follow(new AbortController().signal);
  expect(seen).toEqual([1000, 1000, 1000, 4000]);
});

test("a core that was met before is up since then, and a closed controller ends the following", async () => {
  const watch = () => {
    throw new Error("closed");
  };
  const controller = { id: "home", observer: { snapshot: snapshot([], []), watch } } as unknown as Controller;
  const reader = new PictureReader(controller, () => 7);
  await reader.follow(new AbortController().signal);
  expect(reader.upSince).toBe(7);
});
