import { once } from "node:events";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import path from "node:path";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createManualClock } from "./clock.ts";
import { startSimulator } from "./start.ts";
import { issueCertificate, makeAuthority, makeTemporaryFolder } from "./testing/index.ts";

function status(call: ReturnType<typeof request>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    call.once("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once("error", reject);
    call.end();
  });
}

describe("listening", () => {
  it("asks for the secret of the config, or for the one that is given", async () => {
    await using own = await startSimulator({ config: "secret: from-file\n" });
    await using given = await startSimulator({ config: "secret: from-file\n", secret: "given" });
    expect([own.secret, given.secret]).toEqual(["from-file", "given"]);
    const headers = { authorization: "Bearer given" };
    expect((await fetch(`${own.url}/version`, { headers })).status).toBe(401);
    expect((await fetch(`${given.url}/version`, { headers })).status).toBe(200);
  });

  it("serves a Unix socket without a secret", async () => {
    const folder = makeTemporaryFolder("simulator");
    const socketPath = path.join(folder.path, "core.sock");
    const simulator = await startSimulator({ scenario: "empty", secret: "s", unixPath: socketPath });
    expect(await status(request({ socketPath, path: "/version" }))).toBe(200);
    await simulator.stop();
    folder.remove();
  });

  it("serves HTTPS", async () => {
    const authority = makeAuthority("test");
    const { certificate, key } = issueCertificate(authority, { commonName: "core", hosts: ["127.0.0.1"] });
    await using simulator = await startSimulator({ scenario: "empty", tls: { cert: certificate, key } });
    expect(simulator.url).toMatch(/^https:/);
    expect(await status(secureRequest(`${simulator.url}/version`, { ca: authority.certificate }))).toBe(200);
  });

  it("rejects when the port is taken, and leaves nothing behind", async () => {
    await using first = await startSimulator({ scenario: "empty" });
    await expect(startSimulator({ scenario: "home", port: first.port })).rejects.toThrow("EADDRINUSE");
  });

  it("rejects a bad config in the core's words", async () => {
    await expect(startSimulator({ config: "mode: nope\n" })).rejects.toThrow("invalid mode");
  });

  it("reads a config file, whose relative paths start at its folder", async () => {
    const folder = makeTemporaryFolder("simulator");
    const config = path.join(folder.path, "house.yaml");
    writeFileSync(path.join(folder.path, "nodes.yaml"), "proxies: [{name: n, type: http, server: x, port: 1}]");
    writeFileSync(config, "proxy-providers: {p: {type: file, path: ./nodes.yaml}}\n");
    const simulator = await startSimulator({ config });
    expect(simulator.world.proxy("n")?.provider).toBe("p");
    await simulator.stop();
    folder.remove();
  });
});

describe("restarting", () => {
  it("drops every stream and comes back on the same port with the config of the start", async () => {
    await using simulator = await startSimulator({ config: "mode: direct\n" });
    await fetch(`${simulator.url}/configs`, { method: "PATCH", body: '{"mode":"global"}' });
    const socket = new WebSocket(`${simulator.url.replace("http", "ws")}/traffic`);
    await once(socket, "open");
    const closed = once(socket, "close");
    await simulator.restart();
    expect((await closed)[0]).toBe(1006);
    expect(await (await fetch(`${simulator.url}/configs`)).json()).toMatchObject({ mode: "direct" });
  });

  it("keeps choices and storage, and forgets connections and counters", async () => {
    await using simulator = await startSimulator({
      config: 'proxy-groups: [{name: G, type: select, proxies: [DIRECT, REJECT]}]\nrules: ["MATCH,DIRECT"]\n',
    });
    await fetch(`${simulator.url}/proxies/G`, { method: "PUT", body: '{"name":"REJECT"}' });
    await fetch(`${simulator.url}/storage/k`, { method: "PUT", body: "1" });
    simulator.world.traffic.open({ host: "a.test" })?.transfer(1, 2);
    await simulator.restart();
    expect(simulator.world.group("G")?.current().name).toBe("REJECT");
    expect(await (await fetch(`${simulator.url}/storage/k`)).json()).toBe(1);
    expect(simulator.world.connections.totals).toEqual({ upload: 0, download: 0 });
    expect(simulator.world.connections.list()).toEqual([]);
  });
});

it("moves by the clock it is given: streams tick when the clock does", async () => {
  const clock = createManualClock();
  await using simulator = await startSimulator({ config: 'rules: ["MATCH,DIRECT"]\n', clock });
  const socket = new WebSocket(`${simulator.url.replace("http", "ws")}/traffic`);
  await once(socket, "open");
  simulator.world.traffic.open({ host: "a.test" })?.transfer(10, 20);
  const message = once(socket, "message");
  await clock.advance(1000);
  expect(JSON.parse(String((await message)[0]))).toEqual({ up: 10, down: 20, upTotal: 10, downTotal: 20 });
  socket.terminate();
});
