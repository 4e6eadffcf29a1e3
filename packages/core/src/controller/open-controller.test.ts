import { inspect } from "node:util";
import { expect, test } from "vitest";
import { sendJson, serve } from "../../test/support/servers.ts";
import { ControllerError } from "../client/errors.ts";
import { openController } from "./open-controller.ts";

const url = "http://127.0.0.1:1";

test("opening sends nothing, so an address where nobody answers opens", async () => {
  await using controller = openController({ url });
  expect(controller.id).toBe("default");
  expect(controller.observer.snapshot.reachability).toBe("unknown");
  expect(controller.streams.traffic.health).toEqual({ state: "idle" });
});

test.each(["", "Home", "a b", "x".repeat(33), "../etc"])("the id %j is refused in one sentence", (id) => {
  expect(() => openController({ url, id })).toThrow(expect.objectContaining({ code: "invalid-input" }));
});

test("switching has defaults of its own, each replaceable", async () => {
  await using controller = openController({ url, switching: { followRenames: "off" } });
  expect(controller.switching).toEqual({ closeConnections: "group", followRenames: "off", reapplyRules: true });
});

test("errors name the controller by its id", async () => {
  await using controller = openController({ url, id: "attic" });
  await expect(controller.client.version.get()).rejects.toMatchObject({ controller: "attic", code: "unreachable" });
});

test("its deadline counts for what the observer reads, too", async () => {
  const server = await serve(({ url: target }, response) => {
    // Alive, but its version takes for ever.
    if (target === "/proxies/DIRECT") sendJson(response, { name: "DIRECT", type: "Direct", udp: true, history: [] });
  });
  await using controller = openController({ url: server.url, timeoutMs: 200 });
  await expect(controller.observer.refresh(["version"])).rejects.toThrow("did not answer version.get within 200 ms");
});

test("after closing everything says so", async () => {
  const controller = openController({ url });
  await controller.close();
  await controller.close();
  await expect(controller.client.version.get()).rejects.toMatchObject({ code: "aborted" });
  await expect(controller.observer.refresh(["version"])).rejects.toMatchObject({ code: "aborted" });
  expect(() => controller.observer.watch({ parts: ["version"], everyMs: 1000 })).toThrow(ControllerError);
  expect(() => controller.streams.traffic.subscribe()).toThrow(ControllerError);
});

test("printing a controller shows no secret", async () => {
  await using controller = openController({ url, secret: "hunter2", headers: { "x-key": "hunter3" } });
  expect(inspect(controller, { depth: 12, showHidden: true })).not.toMatch(/hunter/);
});

test("how far the core's clock is ahead is known from its latest answer", async () => {
  const hour = 3_600_000;
  let date: string | undefined = new Date(Date.now() + hour).toUTCString();
  const server = await serve((_, response) => {
    if (date === undefined) response.sendDate = false;
    else response.setHeader("date", date);
    sendJson(response, { version: "v1" });
  });
  await using controller = openController({ url: server.url });
  expect(controller.clockSkewMs).toBeUndefined();
  await controller.client.version.get({});
  // Whole seconds are told, and a slow machine may look at them late.
  expect(controller.clockSkewMs).toBeGreaterThan(hour - 60_000);
  expect(controller.clockSkewMs).toBeLessThanOrEqual(hour + 500);
  date = "when it likes to";
  await controller.client.version.get({});
  expect(controller.clockSkewMs).toBeUndefined();
});
