import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FlowNode, httpFlow, onTab, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const token = "c4nary";
const usage = { rows: [{ key: "10.0.0.7", upload: 1, download: 2 }], coverage: 1 };

const alert = (key: string, state: string) => ({ key, kind: key, state, count: 1, text: `${key} is ${state}` });

/** What `pointsman run` answers on its HTTP, as far as these nodes ask. */
async function startApp() {
  const questions: string[] = [];
  const listeners = new Set<() => void>();
  let alerts = [alert("old", "open")];
  const server: Server = createServer((request, response) => {
    questions.push(request.url ?? "");
    const answers: Readonly<Record<string, unknown>> = { "/api/usage": usage, "/api/alerts": { rows: alerts } };
    const path = request.url?.split("?")[0] ?? "";
    if (request.headers.authorization !== `Bearer ${token}`) response.writeHead(401).end("no");
    else if (request.url?.includes("since=odd") === true)
      response.writeHead(400).end('{"code":"invalid-input","message":"since: odd is no moment."}');
    else response.end(JSON.stringify(answers[path]));
    for (const listener of listeners) listener();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    /** Resolves when the next question was answered. */
    asked: () =>
      new Promise<void>((resolve) => {
        const listener = (): void => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    setAlerts: (rows: typeof alerts) => {
      alerts = rows;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe("the nodes that ask the app, in a real Node-RED", () => {
  let app: Awaited<ReturnType<typeof startApp>>;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  const appNode = (id: string, credentials: object = { token }): FlowNode => ({
    id,
    type: "pointsman-app",
    name: "home app",
    url: app.url,
    schema: 1,
    credentials,
  });
  const usageNode = (fields: object, appId = "app") => ({
    type: "pointsman-usage",
    name: "",
    app: appId,
    fields,
    output: "payload",
    schema: 1,
  });
  const debug = (id: string): FlowNode => ({
    id,
    type: "debug",
    z: "tab",
    active: true,
    tosidebar: true,
    complete: "true",
    targetType: "full",
    wires: [],
  });
  const shown = async (id: string) => {
    const { data } = await nodeRed.comms.expect(
      ({ topic, data: found }) => topic === "debug" && (found as { id: string }).id === id,
    );
    return JSON.parse((data as { msg: string }).msg) as Record<string, unknown>;
  };

  beforeAll(async () => {
    [app, tarball] = await Promise.all([startApp(), packNodes()]);
    nodeRed = await startNodeRed({ tarball, env: { APP_TOKEN: token } });
    const of = (value: string, type = "str") => ({ value, type });
    const alertsNode = {
      type: "pointsman-alerts",
      z: "tab",
      name: "",
      app: "app",
      every: "1",
      language: "zh",
      from: "home",
    };
    await nodeRed.deploy(
      onTab(
        appNode("app", { token: "${APP_TOKEN}" }),
        appNode("closed", { token: "wrong" }),
        ...httpFlow("usage", usageNode({ by: of("device", "choice"), since: of("since", "msg"), top: of("3", "num") })),
        ...httpFlow("refused", usageNode({ by: of("device", "choice") }, "closed")),
        ...httpFlow("orphan", usageNode({ by: of("device", "choice") }, "gone")),
        { ...alertsNode, id: "alerts", wires: [["raised"], ["over"]] },
        { ...alertsNode, id: "deaf", app: "closed", wires: [[], []] },
        { id: "catch", type: "catch", z: "tab", scope: ["deaf"], wires: [["caught"]] },
        ...["raised", "over", "caught"].map(debug),
      ),
    );
  });
  afterAll(async () => {
    await nodeRed?.stop();
    app?.stop();
    tarball?.remove();
  });

  test("usage is asked with the fields as they stand, and answered where the node says", async () => {
    const { message } = await sendThrough(nodeRed, "usage", { since: "7d" });
    expect(message).toMatchObject({
      payload: usage,
      pointsman: { controllerName: "home app", operation: "get-usage", ms: expect.any(Number) },
    });
    expect(app.questions).toContain("/api/usage?by=device&since=7d&top=3");
  });

  test.each([
    ["usage", { since: "odd" }, "invalid-input", "odd is no moment"],
    ["usage", { since: {} }, "invalid-input", '"since"'],
    ["refused", {}, "unauthorized", "token"],
    ["orphan", {}, "invalid-input", "app"],
  ])("%s with %j fails with a code and a sentence, and without the token", async (name, given, code, part) => {
    const { message } = await sendThrough(nodeRed, name, given);
    expect(message.error).toMatchObject({ code, message: expect.stringContaining(part) });
    expect(JSON.stringify(message)).not.toContain(token);
  });

  test("alerts: what is open at the start is not told, what is raised and what is over is", async () => {
    await app.asked();
    app.setAlerts([alert("old", "recovered"), alert("new", "open")]);
    expect(await shown("raised")).toMatchObject({ topic: "new", payload: { state: "open", text: "new is open" } });
    expect(await shown("over")).toMatchObject({ topic: "old", payload: { state: "recovered" } });
    expect(app.questions).toContain("/api/alerts?language=zh&controller=home");
  });

  test("alerts: an app that refuses is told to Catch once", async () => {
    expect(await shown("caught")).toMatchObject({
      error: { code: "unauthorized", cause: { operation: "list-alerts" } },
    });
    const caught = nodeRed.comms.messages.filter(
      ({ topic, data }) => topic === "debug" && (data as { id: string }).id === "caught",
    );
    expect(caught).toHaveLength(1);
    expect(nodeRed.log()).not.toMatch(/c4nary|Unhandled|Uncaught/i);
  });
});
