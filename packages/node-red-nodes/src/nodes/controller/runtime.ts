import { FlowError } from "../../runtime/flow-error.ts";
import { createHub, type Hub } from "../../runtime/hub.ts";
import type { Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import type { ControllerNode } from "./controller-node.ts";
import { registerAdminRoutes } from "./admin-routes.ts";
import { liveControllers } from "./live-controllers.ts";
import { readSettings } from "./settings.ts";

export function registerController(red: Red): void {
  red.nodes.registerType(
    "pointsman-controller",
    function (this: RuntimeNode, config: StoredConfig): void {
      red.nodes.createNode(this, config);
      start(this, config);
    },
    { credentials: { secret: { type: "password" } } },
  );
  registerAdminRoutes(red);
}

/** The hub keeps its own limit and never rejects. */
async function close(hub: Hub | undefined, done: () => void): Promise<void> {
  await hub?.close();
  done();
}

function start(node: RuntimeNode, config: StoredConfig): void {
  let hub: Hub | undefined;
  let problem: Error | undefined;
  let label = "controller";
  try {
    const settings = readSettings({ ...config, secret: node.credentials?.["secret"] });
    label = settings.name;
    hub = createHub({ id: node.id, ...settings });
  } catch (error) {
    problem = error as Error;
    node.error(problem, {});
  }
  const extras: Pick<ControllerNode, "hub" | "label" | "users"> = {
    hub() {
      if (hub === undefined) throw problem ?? new FlowError("invalid-input", "The controller is not configured.");
      return hub;
    },
    label,
    users: {},
  };
  const controller = Object.assign(node, extras);
  liveControllers.add(controller);
  node.on("close", (_removed, done) => {
    liveControllers.delete(controller);
    void close(hub, done);
  });
}
