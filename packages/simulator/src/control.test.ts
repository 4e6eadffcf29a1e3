import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "./start.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    config:
      "proxies: [{name: n, type: http, server: x, port: 1}]\n" +
      "proxy-groups: [{name: G, type: select, proxies: [n, DIRECT]}]\nrules: ['MATCH,G']\n",
    controlPort: 0,
  });
});

afterAll(() => simulator.stop());

async function control(method: string, path: string, body?: object): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${simulator.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

it("shows the world", async () => {
  expect((await control("GET", "/world")).json).toMatchObject({
    url: simulator.url,
    profile: "current",
    mode: "rule",
    groups: [
      { name: "G", now: "n" },
      { name: "GLOBAL", now: "DIRECT" },
    ],
  });
});

it("makes bad weather and good weather", async () => {
  await control("POST", "/faults", { path: "/version", fault: { kind: "answer", status: 503 } });
  expect((await fetch(`${simulator.url}/version`)).status).toBe(503);
  await control("DELETE", "/faults");
  expect((await fetch(`${simulator.url}/version`)).status).toBe(200);
});

it("decides fates, kills and revives", async () => {
  await control("POST", "/fate", { node: "n", fate: { fail: "error" } });
  expect(simulator.world.fates.get("n")).toEqual({ fail: "error" });
  await control("POST", "/fate", { node: "n", fate: { delay: 5 } });
  await control("POST", "/kill", { node: "n" });
  expect(simulator.world.fates.isDead("n")).toBe(true);
  await control("POST", "/revive", { node: "n" });
  expect(simulator.world.fates.isDead("n")).toBe(false);
});

it("opens a connection through the house", async () => {
  const { json } = await control("POST", "/connections", { host: "a.test", upload: 1, download: 2 });
  const { id } = json as { id: string };
  expect(simulator.world.connections.get(id)).toMatchObject({ upload: 1, download: 2, chains: ["n", "G"] });
});

it("shows what arrived, and forgets it", async () => {
  await fetch(`${simulator.url}/rules?x=1`);
  expect((await control("GET", "/record")).json).toContainEqual(expect.objectContaining({ path: "/rules?x=1" }));
  await control("DELETE", "/record");
  expect((await control("GET", "/record")).json).toEqual([]);
});

it.each([
  ["POST", "/faults", { fault: "hang" }, 'a body {"path", "fault": {"kind"}} is needed'],
  ["POST", "/faults", { fault: { kind: "snow" } }, "there is no fault snow; there are: "],
  ["POST", "/log", { level: "loud", payload: "x" }, "level must be one of debug, info, warning, error"],
  ["POST", "/fate", {}, 'a body {"node", "fate"} is needed'],
])("says what is wrong with %s %s %j", async (method, path, body, words) => {
  const { status, json } = await control(method, path, body);
  expect(status).toBe(400);
  expect((json as { error: string }).error).toContain(words);
});

it("names its actions to those who ask for another", async () => {
  const { status, json } = await control("GET", "/nope");
  expect(status).toBe(404);
  expect((json as { error: string }).error).toContain("POST /faults");
});
