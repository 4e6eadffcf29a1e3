import type { Controller } from "@pointsman/core";
import type { ControllerNode } from "../nodes/controller/controller-node.ts";
import { createFlowScenes } from "../runtime/flow-scenes.ts";
import type { Hub } from "../runtime/hub.ts";
import { loadCore } from "../runtime/load-core.ts";
import { createFakeNode } from "./fake-node.ts";

/** A hub whose controller is whatever a test says, with core's real tables. */
export function fakeHub(controller: Partial<Record<keyof Controller, unknown>>, caps: Hub["caps"] = {}): Hub {
  return {
    caps,
    open: async () => {
      const core = await loadCore();
      return { core, controller: controller as unknown as Controller, scenes: createFlowScenes(core) };
    },
    close: async () => {},
  };
}

export function fakeControllerNode(hub: Hub): ControllerNode {
  return Object.assign(createFakeNode("controller").node, { hub: () => hub, label: "home", users: {} });
}
