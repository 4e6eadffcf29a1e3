import { alertsEngine } from "./alerts.ts";
import { devicesEngine } from "./devices.ts";
import type { EngineDefinition } from "./engine.ts";
import { followingEngine } from "./following.ts";
import { historyEngine } from "./history.ts";
import { ledgerEngine } from "./ledger.ts";
import { scenesEngine } from "./scenes.ts";
import { undoEngine } from "./undo.ts";

/** All that the app runs beside the cores, in the order of opening: a later one may ask an earlier one. */
export const engineDefinitions: readonly EngineDefinition[] = [
  alertsEngine,
  devicesEngine,
  ledgerEngine,
  historyEngine,
  followingEngine,
  scenesEngine,
  undoEngine,
];
