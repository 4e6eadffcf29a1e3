import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openControllers } from "../src/controller/controllers.ts";
import { change, controllerFor, simulator } from "./support/house.ts";

/** An address that takes connections and never says a word. */
async function tarPit(): Promise<string> {
  const server = createServer(() => {});
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a controller that hangs delays no other, and all close together", async () => {
  const core = await simulator();
  const controllers = openControllers([
    ["dead", { url: await tarPit() }],
    ["home", { url: core.url, secret: core.secret }],
  ]);
  const dead = controllers.get("dead").observer.refresh(["groups"]);
  const lost = dead.catch((error: unknown) => error);
  const reading = controllers.get("home").observer.watch({ parts: ["groups"], everyMs: 500 });
  await change(reading, "groups-changed");
  expect(controllers.get("home").observer.snapshot.reachability).toBe("reachable");
  expect(controllers.get("dead").observer.snapshot.reachability).toBe("unknown");
  await controllers.close();
  expect(await lost).toMatchObject({ controller: "dead", code: "aborted" });
});

test("what a core offers is probed without asking its version", async () => {
  const current = controllerFor(await simulator());
  await current.capabilities.probe();
  expect(current.capabilities.has("dns.query")).toBe(true);
  expect(current.capabilities.has("storage.put")).toBe(true);
  expect(current.capabilities.has("groups.release")).toBe(false);
  expect(current.capabilities.has("smart.flush")).toBe(false);
  const old = controllerFor(await simulator({ profile: "old" }));
  await old.capabilities.probe();
  expect(old.capabilities.has("storage.put")).toBe(false);
  expect(old.capabilities.has("rules.setDisabled")).toBe(false);
  expect(old.capabilities.reason("cache.flushDns")).toContain("cache.flushDns");
  expect(old.capabilities.has("proxies.select")).toBe(true);
});
