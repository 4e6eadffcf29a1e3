import { readFileSync } from "node:fs";
import path from "node:path";
import { type Simulator, startSimulator } from "@pointsman/simulator";
import { freePort } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { controllerNode, type FlowNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const secret = "c4nary-密钥";
const of = (value: string, type = "str"): { value: string; type: string } => ({ value, type });

/** Uses another controller than the one called `controller`. */
const on = (controller: string): { controller: string } => ({ controller });

function flows(url: string, deadUrl: string): FlowNode[] {
  const controller = (id: string, more: Readonly<Record<string, unknown>>): FlowNode => ({
    ...controllerNode(url, { credentials: { secret }, ...more }),
    id,
  });
  return onTab(
    controller("controller", {}),
    controller("looker", { policy: "none" }),
    controller("wrong", { credentials: { secret: "wrong" } }),
    controller("dead", { url: deadUrl }),
    controller("odd", { url: "ftp://x" }),
    controller("environment", { url: "${CORE_URL}", credentials: { secret: "${CORE_SECRET}" } }),
    controller("unset", { credentials: { secret: "${NOT_SET}" } }),
    ...httpFlow("switch", requestNode("select-node", { group: of("group", "msg"), node: of("node", "msg") })),
    ...httpFlow("version", requestNode("version.get", {}, { output: "answer.version" })),
    ...httpFlow("select", requestNode("proxies.select", { group: of("Proxy"), "body.name": of("DIRECT", "node") })),
    ...httpFlow("restart", requestNode("core.restart")),
    ...httpFlow("looks", requestNode("flush-dns", {}, on("looker"))),
    ...httpFlow("looks-row", requestNode("cache.flushDns", {}, on("looker"))),
    ...httpFlow("wrong-secret", requestNode("get-status", {}, on("wrong"))),
    ...httpFlow("nobody", requestNode("version.get", {}, on("dead"))),
    ...httpFlow("odd-address", requestNode("version.get", {}, on("odd"))),
    ...httpFlow("from-environment", requestNode("proxies.get", { proxy: of("${GROUP}", "node") }, on("environment"))),
    ...httpFlow("unset-secret", requestNode("version.get", {}, on("unset"))),
    ...httpFlow("unset-field", requestNode("proxies.get", { proxy: of("${NOT_SET}", "node") })),
    ...httpFlow("unset-env", requestNode("proxies.get", { proxy: of("NOT_SET", "env") })),
    ...httpFlow("jsonata", requestNode("proxies.get", { proxy: of("(", "jsonata") })),
    ...httpFlow("missing-field", requestNode("select-node", { group: of("Proxy") })),
    ...httpFlow("number", requestNode("list-rules", { limit: of("limit", "msg") })),
    ...httpFlow("old", requestNode("proxy.list")),
    ...httpFlow("orphan", requestNode("version.get", {}, on("gone"))),
    ...httpFlow("any", requestNode("", {}, { from: "message" })),
  );
}

describe("the request node in a real Node-RED", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    const [core, packed, port] = await Promise.all([startSimulator({ secret, life: false }), packNodes(), freePort()]);
    simulator = core;
    tarball = packed;
    const env = { CORE_URL: core.url, CORE_SECRET: secret, GROUP: "Proxy" };
    // As talkative as it can be, for what must never be said.
    const settings = 'logging: { console: { level: "trace", metrics: true, audit: true } },';
    nodeRed = await startNodeRed({ tarball, env, settings });
    await nodeRed.deploy(flows(core.url, `http://127.0.0.1:${port}`));
  });
  beforeEach(() => simulator.record.clear());
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  test("a flow switches a group: the core uses the node, and the answer tells what was", async () => {
    const first = await sendThrough(nodeRed, "switch", { group: "Proxy", node: "DIRECT" });
    const second = await sendThrough(nodeRed, "switch", { group: "Proxy", node: "♻️ Auto" });
    expect(first.message.payload).toMatchObject({ now: "DIRECT", applied: true });
    expect(second.message.payload).toMatchObject({ was: "DIRECT", now: "♻️ Auto", applied: true });
    const group = await sendThrough(nodeRed, "any", { operation: "groups.get", params: { group: "Proxy" } });
    expect(group.message.payload).toMatchObject({ now: "♻️ Auto" });
  });

  test("the result goes where the node says, beside what did it and how long it took; the rest of the message stays", async () => {
    const { message } = await sendThrough(nodeRed, "version", { topic: "kept", payload: undefined });
    expect(message).toMatchObject({ topic: "kept", answer: { version: { version: expect.any(String) } } });
    expect(message.pointsman).toEqual({
      controller: "controller",
      controllerName: "home",
      row: "version.get",
      ms: expect.any(Number),
    });
  });

  test("a call without an answer gives null", async () => {
    const { status, message } = await sendThrough(nodeRed, "select");
    expect({ status, payload: message.payload }).toEqual({ status: 200, payload: null });
  });

  test("a node whose action is chosen reads no operation from the message", async () => {
    const { message } = await sendThrough(nodeRed, "version", { operation: "core.restart", params: {} });
    expect(message.pointsman?.["row"]).toBe("version.get");
    expect(simulator.record.requests.map(({ path }) => path)).toEqual(["/version"]);
  });

  test("texts become numbers where the field is one", async () => {
    const { message } = await sendThrough(nodeRed, "number", { limit: "2" });
    expect((message.payload as { rows: unknown[] }).rows).toHaveLength(2);
  });

  test("address, secret and fields may be environment variables", async () => {
    const { message } = await sendThrough(nodeRed, "from-environment");
    expect(message.payload).toMatchObject({ name: "Proxy" });
  });

  test.each([
    ["unset-secret", "NOT_SET"],
    ["unset-field", "NOT_SET"],
    ["unset-env", "NOT_SET"],
    ["jsonata", '"proxy"'],
    ["missing-field", '"node"'],
    ["number", '"limit"', { limit: "many" }],
    ["odd-address", "http://"],
    ["orphan", "controller"],
    ["old", '"proxies.list"'],
  ])(
    "%s ends as invalid input, and the sentence names %s",
    async (name, part, message?: Readonly<Record<string, unknown>>) => {
      const { status, message: caught } = await sendThrough(nodeRed, name, message);
      expect(status).toBe(500);
      expect(caught.error?.code).toBe("invalid-input");
      expect(caught.error?.message).toContain(part);
      expect(simulator.record.requests).toEqual([]);
    },
  );

  test.each([
    [{ operation: "select-nod" }, "select-node"],
    [{ operation: "traffic.stream" }, "stream"],
    [{ operation: "__proto__" }, "__proto__"],
    [{ operation: "version.get", params: [] }, "msg.params"],
    [{ operation: "version.get", params: { nonsense: 1 } }, "nonsense"],
    [{}, "msg.operation"],
  ])("a message that asks for %j is refused with a sentence about %s", async (message, part) => {
    const { message: caught } = await sendThrough(nodeRed, "any", message);
    expect(caught.error?.code).toBe("invalid-input");
    expect(caught.error?.message).toContain(part);
    expect(simulator.record.requests).toEqual([]);
  });

  test("what the core does not know reaches Catch with code, cause and a bare sentence", async () => {
    const { message } = await sendThrough(nodeRed, "any", { operation: "proxies.get", params: { proxy: "gone" } });
    expect(message.error).toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/^The core "home" does not have/),
      cause: { row: "proxies.get", status: 404, message: expect.any(String) },
    });
  });

  test.each([
    ["wrong-secret", "unauthorized", { operation: "get-status", status: 401 }],
    ["nobody", "unreachable", { row: "version.get" }],
  ])("%s reaches Catch as %s", async (name, code, cause) => {
    const { message } = await sendThrough(nodeRed, name);
    expect(message.error).toMatchObject({ code, cause });
  });

  test.each(["restart", "looks", "looks-row"])(
    "%s is more than the controller allows, so nothing is sent",
    async (name) => {
      const { message } = await sendThrough(nodeRed, name, { policy: "critical", actor: { role: "admin" } });
      expect(message.error?.code).toBe("forbidden");
      expect(simulator.record.requests).toEqual([]);
    },
  );

  test("no secret stands in messages, errors, flows, statuses, diagnostics or log", async () => {
    const answers = await Promise.all(
      ["version", "nobody", "wrong-secret", "odd-address"].map((name) => sendThrough(nodeRed, name)),
    );
    const routes = [
      "flows",
      "flow/global",
      "flow/tab",
      "diagnostics",
      "settings",
      "context/global",
      "credentials/pointsman-controller/controller",
      "pointsman/controllers/controller/names?kind=group",
      "pointsman/controllers/wrong/names?kind=group",
      "pointsman/controllers/controller/capabilities",
    ];
    const pages = await Promise.all(routes.map(async (route) => await (await fetch(`${nodeRed.url}/${route}`)).text()));
    const stored = readFileSync(path.join(nodeRed.userDir, "flows.json"), "utf8");
    const told = JSON.stringify([answers, nodeRed.comms.messages]);
    const shown = [told, stored, ...pages, nodeRed.log()].join("\n");
    expect(shown).not.toContain("c4nary");
    expect(shown).toContain('"has_secret":true');
  });

  test("nothing was rejected unseen", () => {
    expect(nodeRed.log()).not.toMatch(/Uncaught|Unhandled/i);
  });
});
