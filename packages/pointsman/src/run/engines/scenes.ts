import path from "node:path";
import { textFile } from "@pointsman/core/state";
import type { EngineDefinition } from "./engine.ts";

/** The config's scenes, and those that people save, in `scenes.json`. */
export const scenesEngine: EngineDefinition = {
  name: "scenes",
  async open({ config, stateDir, log }) {
    const { openScenes } = await import("@pointsman/core/scenes");
    const scenes = openScenes({
      config: config.scenes ?? {},
      state: textFile(path.join(stateDir, "scenes.json")),
      onTrouble: log.warn,
    });
    return { offers: { scenes }, follow: () => () => {}, close: () => {} };
  },
};
