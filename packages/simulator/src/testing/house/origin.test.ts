import { afterEach, beforeEach, expect, it } from "vitest";
import { type Origin, startOrigin } from "./origin.ts";

let origin: Origin;
// One for each: what another test's reader was still sent would be counted, too.
beforeEach(async () => {
  origin = await startOrigin();
});
afterEach(() => origin.stop());

it("answers test URLs with 204 and others with the status or the bytes that the path names", async () => {
  expect((await fetch(`${origin.url}/generate_204?auto`)).status).toBe(204);
  expect((await fetch(`${origin.url}/status/418`)).status).toBe(418);
  expect((await (await fetch(`${origin.url}/bytes/5`)).arrayBuffer()).byteLength).toBe(5);
  expect((await fetch(`${origin.url}/elsewhere`)).status).toBe(404);
});

it("streams until the reader leaves", async () => {
  const reader = (await fetch(`${origin.url}/stream`)).body?.getReader();
  expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
  expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
  await reader?.cancel();
});

it("knows how many bytes went in and out, of sockets that are open and of those that are not", async () => {
  const before = origin.traffic();
  await (await fetch(`${origin.url}/bytes/100000`)).arrayBuffer();
  const once = origin.traffic();
  expect(once.sent - before.sent).toBeGreaterThan(100_000);
  expect(once.sent - before.sent).toBeLessThan(101_000);
  expect(once.received).toBeGreaterThan(before.received);
  await (await fetch(`${origin.url}/bytes/7`, { headers: { connection: "close" } })).arrayBuffer();
  await expect.poll(() => origin.traffic().sent).toBeGreaterThan(once.sent + 7);
});
