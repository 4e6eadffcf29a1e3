import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { controllerNode, httpFlow, onTab, requestNode, sendThrough } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const named = (value: string, type = "str"): { value: string; type: string } => ({ value, type });

describe("the request node in a real Node-RED", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ secret: "s3cret", life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    await nodeRed.deploy(
      onTab(
        controllerNode(simulator.url, { credentials: { secret: "s3cret" } }),
        ...httpFlow("switch", requestNode("select-node", { group: named("group", "msg"), node: named("node", "msg") })),
        ...httpFlow("version", requestNode("version.get", {}, { output: "result.version" })),
        ...httpFlow("any", requestNode("", {}, { from: "message" })),
      ),
    );
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  test("a flow switches a group, and the core uses the node", async () => {
    const groups = await sendThrough(nodeRed, "any", { operation: "groups.list" });
    console.log(JSON.stringify(groups).slice(0, 500));
    const version = await sendThrough(nodeRed, "version");
    console.log(JSON.stringify(version), nodeRed.log());
    expect(groups.status).toBe(200);
  });
});
