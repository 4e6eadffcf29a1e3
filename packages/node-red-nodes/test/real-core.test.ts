import { peer, type RealCore, startRealCore } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listActions } from "../src/catalog/actions.ts";
import { controllerNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const config = {
  mode: "rule",
  "log-level": "debug",
  proxies: [
    { name: "🇭🇰 HK 01/a", type: "direct" },
    { name: "__proto__", type: "direct" },
  ],
  "proxy-groups": [
    { name: "Proxy", type: "select", proxies: ["🇭🇰 HK 01/a", "__proto__", "DIRECT"] },
    { name: "Auto", type: "fallback", proxies: ["DIRECT"], url: "http://127.0.0.1:9/", interval: 86_400, lazy: true },
  ],
  rules: ["MATCH,Proxy"],
};

/** Queries that need a name of this house. */
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "list-nodes": { group: "Proxy" },
  "explain-route": { host: "www.example.com" },
  "tail-logs": { level: "debug", lines: 1, seconds: 1 },
  "proxies.get": { proxy: "__proto__" },
  "groups.get": { group: "Proxy" },
  "debug.profile": { profile: "heap" },
};

/** Queries of what this house has not: storage that was never written, providers, forks, a resolver that reaches nobody, the app's engines. */
const absent = /^get-(usage|history)$|^list-(alerts|devices)$|storage|^proxyProviders\.(get|proxy)$|^smart\.|dns/;

describe.runIf(peer("core"))("flows on the real core", () => {
  let core: RealCore;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    const binary = peer("core")?.path ?? "";
    [core, tarball] = await Promise.all([startRealCore({ binary, config }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    const group = { group: { value: "Proxy", type: "group" }, node: { value: "node", type: "msg" } };
    await nodeRed.deploy(
      onTab(
        controllerNode(core.url, { credentials: { secret: core.secret } }),
        ...httpFlow("switch", requestNode("select-node", group)),
        ...httpFlow("any", requestNode("", {}, { from: "message" })),
        {
          id: "traffic",
          type: "pointsman-traffic",
          z: "tab",
          controller: "controller",
          every: "1",
          memory: true,
          wires: [["seen"]],
        },
        {
          id: "seen",
          type: "debug",
          z: "tab",
          active: true,
          tosidebar: true,
          complete: "payload",
          targetType: "msg",
          wires: [],
        },
      ),
    );
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await core?.stop();
    tarball?.remove();
  });

  test.each(["__proto__", "DIRECT", "🇭🇰 HK 01/a"])("a flow switches to %s, and the core uses it", async (node) => {
    const { message } = await sendThrough(nodeRed, "switch", { node });
    expect(message.payload).toMatchObject({ now: node, applied: true });
    const answer = await fetch(`${core.url}/proxies/Proxy`, { headers: { Authorization: `Bearer ${core.secret}` } });
    expect(await answer.json()).toMatchObject({ now: node });
  });

  test("a node that is not there is told as one", async () => {
    const { message } = await sendThrough(nodeRed, "switch", { node: "gone" });
    expect(message.error?.code).toMatch(/^(not-found|rejected)$/);
  });

  test("traffic and memory arrive", async () => {
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: shown }) => topic === "debug" && (shown as { msg: string }).msg.includes('"memory"'),
    );
    expect(JSON.parse((data as { msg: string }).msg)).toMatchObject({
      up: expect.any(Number),
      down: expect.any(Number),
    });
  });

  test.each(
    listActions()
      .filter(({ id, danger }) => danger === "none" && !absent.test(id))
      .map(({ id }) => id),
  )("the query %s is answered", async (id) => {
    const { message } = await sendThrough(nodeRed, "any", { operation: id, params: inputs[id] ?? {} });
    expect(message.error?.message).toBeUndefined();
    expect(message.payload).toBeDefined();
  });
});
