import { expect, test } from "vitest";
import { connection, frameOf } from "../../../test/support/connections.ts";
import { LiveDevices } from "./live.ts";

const of = (id: string, sourceIP: string, upload: number, download: number) =>
  connection(id, { upload, download, metadata: { sourceIP } });

const plain = (): LiveDevices => new LiveDevices((address) => (address.startsWith("fd") ? "tv" : address));

test("a device's rate is what its connections moved since the last list, over all of its addresses", () => {
  const live = plain();
  live.onFrame(frameOf([of("a", "fd00::1", 100, 1000), of("b", "10.0.0.2", 5, 5)]), 0);
  expect(live.at(0)?.get("tv")).toEqual({ addresses: ["fd00::1"], up: null, down: null, connections: 1 });
  const seen = live.onFrame(
    frameOf([of("a", "fd00::1", 200, 3000), of("c", "fd00::2", 0, 10_000), of("b", "10.0.0.2", 5, 5)]),
    10_000,
  );
  expect(seen).toEqual(["fd00::1", "fd00::2", "10.0.0.2"]);
  expect(Object.fromEntries(live.at(10_000) ?? [])).toEqual({
    tv: { addresses: ["fd00::1", "fd00::2"], up: 10, down: 1200, connections: 2 },
    "10.0.0.2": { addresses: ["10.0.0.2"], up: 0, down: 0, connections: 1 },
  });
});

test("after a gap, a clock that was put back, or a long silence a rate is unknown instead of wrong", () => {
  for (const break_ of [
    (live: LiveDevices) => [live.gap(), 10_000],
    () => [undefined, -5000],
    () => [undefined, 90_000],
  ]) {
    const live = plain();
    live.onFrame(frameOf([of("a", "10.0.0.2", 0, 0)]), 0);
    const [, atMs] = break_(live);
    live.onFrame(frameOf([of("a", "10.0.0.2", 0, 9e9)]), Number(atMs));
    expect(live.at(Number(atMs))?.get("10.0.0.2")?.down).toBeNull();
  }
});

test("a counter that fell is another connection's, not a rate below nothing", () => {
  const live = plain();
  live.onFrame(frameOf([of("a", "10.0.0.2", 500, 500)]), 0);
  live.onFrame(frameOf([of("a", "10.0.0.2", 0, 600)]), 10_000);
  expect(live.at(10_000)?.get("10.0.0.2")).toMatchObject({ up: 0, down: 10 });
});

test("the core's own requests are no device's", () => {
  const live = plain();
  const own = connection("x", { metadata: { type: "Inner", sourceIP: "" } });
  expect(live.onFrame(frameOf([own]), 0)).toEqual([]);
  expect(live.at(0)?.size).toBe(0);
});

test("what was long ago is not now", () => {
  const live = plain();
  expect(live.at(0)).toBeUndefined();
  live.onFrame(frameOf([of("a", "10.0.0.2", 0, 0)]), 0);
  expect([live.at(35_000) === undefined, live.at(35_001), live.at(-1)]).toEqual([false, undefined, undefined]);
});
