import { afterAll, beforeAll } from "vitest";
import { openController } from "../src/controller/open-controller.ts";
import type { Controller, ControllerOptions } from "../src/controller/types.ts";
import type { TargetKind } from "./rows.ts";
import type { Target } from "./targets.ts";

/** Who runs the operations of a contract. */
export const options = { actor: { outlet: "command-line", id: "contract" } } as const;

/** One core of a kind and a controller of it. Read inside of tests and hooks: before, neither is there. */
export interface Opened {
  readonly target: Target;
  readonly controller: Controller;
}

/** Opens them before the first test of the suite that calls this, and closes them after its last. */
export function controllerOf(
  kind: TargetKind,
  settings: () => Pick<ControllerOptions, "engines" | "audit"> = () => ({}),
): Opened {
  let target: Target;
  let controller: Controller;
  beforeAll(async () => {
    target = await kind.start();
    controller = openController({ id: "home", url: target.url, secret: target.secret, ...settings() });
  });
  afterAll(async () => {
    await controller.close();
    await target.stop();
  });
  return {
    get target() {
      return target;
    },
    get controller() {
      return controller;
    },
  };
}
