import { type Simulator, startSimulator } from "@pointsman/simulator";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type NodeRed, type NodeRedOptions, startNodeRed } from "./node-red.ts";
import { packNodes, type PackageTarball } from "./package-tarball.ts";

/** A simulated core, and a Node-RED with the packed package: there while the tests of one `describe` run. */
export interface SimulatedHouse {
  readonly simulator: Simulator;
  readonly nodeRed: NodeRed;
}

/** Call it at the top of a `describe`. Faults of the core end with each test. */
export function useSimulatedHouse(options: Omit<NodeRedOptions, "tarball"> = {}): SimulatedHouse {
  let simulator: Simulator | undefined;
  let tarball: PackageTarball | undefined;
  let nodeRed: NodeRed | undefined;
  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball, ...options });
  });
  afterEach(() => simulator?.faults.clear());
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });
  return {
    get simulator() {
      return started(simulator);
    },
    get nodeRed() {
      return started(nodeRed);
    },
  };
}

function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("The house is only there while tests run.");
  return part;
}
