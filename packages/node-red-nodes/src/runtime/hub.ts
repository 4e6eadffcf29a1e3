import type { Actor, Controller, Danger, PolicyCaps } from "@pointsman/core";
import { createFlowScenes, type FlowScenes } from "./flow-scenes.ts";
import { FlowError, toFlowError } from "./flow-error.ts";
import { type Core, loadCore } from "./load-core.ts";

export interface HubOptions {
  /** Of the config node; also in audit records. */
  readonly id: string;
  /** For people, in errors. */
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  /** The most dangerous thing that a flow may do. Nothing in a message can raise it. */
  readonly cap: Danger;
}

/** The controller of one config node, opened when the first node needs it and shared by all: streams, observer, sockets. */
export interface Hub {
  readonly caps: PolicyCaps;
  /** Throws `FlowError` where the settings are not usable. */
  open(): Promise<Opened>;
  /** Ends streams and sockets; pending calls end as `aborted`. Never takes longer than two seconds. */
  close(): Promise<void>;
}

export interface Opened {
  readonly core: Core;
  readonly controller: Controller;
  readonly scenes: FlowScenes;
}

/** Node-RED waits 15 s for a node to close, and the whole deploy with it. */
const closeLimitMs = 2000;

export function createHub({ id, name, url, secret, cap }: HubOptions): Hub {
  const caps: PolicyCaps = { outlets: { "node-red": cap }, controller: cap };
  let opened: Promise<Opened> | undefined;
  let closed = false;

  async function start(): Promise<Opened> {
    const core = await loadCore();
    const scenes = createFlowScenes(core);
    if (closed) throw new FlowError("aborted", "The controller's settings were changed or removed meanwhile.");
    try {
      const controller = core.openController({
        id: controllerId(id),
        name,
        url: url.includes(",") ? url.split(",").map((part) => part.trim()) : url,
        policy: caps,
        engines: { scenes },
        ...(secret === "" ? {} : { secret }),
      });
      return { core, controller, scenes };
    } catch (error) {
      if (core.isControllerError(error)) throw toFlowError(error);
      throw error;
    }
  }
  return {
    caps,
    open: () => (opened ??= start()),
    async close() {
      closed = true;
      if (opened === undefined) return;
      // Settings that never worked left nothing to close.
      const ending = opened.then(({ controller }) => controller.close()).catch(() => {});
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeLimitMs);
      });
      await Promise.race([ending, limit]);
      clearTimeout(timer);
    },
  };
}

/** Core's ids are at most 32 of a few characters; inside a subflow Node-RED's are longer, and their tail tells them apart. */
function controllerId(nodeId: string): string {
  return nodeId
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, "-")
    .slice(-32);
}

/** Who asks, for policy and audit. */
export function actorOf(node: { readonly id: string; readonly name?: string }): Actor {
  return { outlet: "node-red", id: node.id, ...(node.name ? { name: node.name } : {}) };
}
