import type { NamedScene, Scene, SceneEngine } from "@pointsman/core/scenes";
import type { Core } from "./load-core.ts";

/** The scenes that flows may apply: those that they have saved, and for a moment the one that a message brings along. */
export interface FlowScenes extends SceneEngine {
  /** Makes a scene known under a name of its own until it is released. */
  hold(scene: Scene): { readonly name: string; release(): void };
}

/** Of all controllers, by their ids: what was saved outlives a deploy, though not Node-RED. */
let saved: SceneEngine | undefined;
let serial = 0;

export function createFlowScenes(core: Pick<Core, "openScenes">): FlowScenes {
  const kept = (saved ??= core.openScenes({ config: {} }));
  const held = new Map<string, Scene>();
  return {
    list(controller) {
      const atWork = [...held].map(([name, scene]): NamedScene => ({ name, source: "saved", scene }));
      return [...kept.list(controller), ...atWork];
    },
    save: (controller, name, scene) => kept.save(controller, name, scene),
    hold(scene) {
      const name = `flow:${++serial}`;
      held.set(name, scene);
      return { name, release: () => void held.delete(name) };
    },
  };
}
