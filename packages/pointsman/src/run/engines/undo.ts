import path from "node:path";
import { textFile } from "@pointsman/core/state";
import type { EngineDefinition } from "./engine.ts";

/** What can be put back, in `undo.json`. */
export const undoEngine: EngineDefinition = {
  name: "undo",
  async open({ stateDir, log }) {
    const { openUndoBook } = await import("@pointsman/core/undo");
    const undo = openUndoBook({ state: textFile(path.join(stateDir, "undo.json")), onTrouble: log.warn });
    return { offers: { undo }, follow: () => () => {}, close: () => {} };
  },
};
