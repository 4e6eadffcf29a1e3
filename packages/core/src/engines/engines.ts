import { ControllerError } from "../client/errors.ts";
import type { DeviceEngine } from "./devices/types.ts";
import type { HistorySeries, SeriesQuery } from "./history/series.ts";
import type { SceneEngine } from "./scenes/scenes.ts";
import type { AlertInputs } from "./alerts/model/inputs.ts";
import type { AlertsEngine } from "./alerts/model/types.ts";
import type { QuotaState } from "./ledger/query/quotas.ts";
import type { Usage, UsageQuery } from "./ledger/query/types.ts";
import type { UndoEngine } from "./undo/undo-book.ts";

/** Who used what; a `Ledger` is one. */
export interface UsageEngine {
  /** @throws ControllerError `invalid-input` */
  usage(query: UsageQuery): Usage;
}

/** How the quotas of the config stand; a `Ledger` knows. */
export interface QuotaEngine {
  quotas(): readonly QuotaState[];
}

/** How things went; a `History` is one. */
export interface HistoryEngine {
  /** @throws ControllerError `invalid-input`, `not-found` */
  series(query: SeriesQuery): HistorySeries;
}

/** What was done through us, once it is done. */
export interface DoneOperation {
  /** Id of the controller. */
  readonly controller: string;
  /** Operation id, with its input as it was checked and its output. */
  readonly operation: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** What people chose, remembered; a `Following` is one. */
export interface ChoiceEngine {
  /** Told of everything that is not a query, the steps of an undo and of a scene included. Must not throw. */
  done(operation: DoneOperation): void;
}

/** What only a process that runs all day can offer its controllers. Where one is missing, the operations on it are `unsupported`. */
export interface Engines {
  readonly usage?: UsageEngine;
  readonly quotas?: QuotaEngine;
  readonly history?: HistoryEngine;
  readonly choices?: ChoiceEngine;
  readonly devices?: DeviceEngine;
  readonly scenes?: SceneEngine;
  readonly alerts?: AlertsEngine & AlertInputs;
  /** Without it what can be put back is forgotten with the process. */
  readonly undo?: UndoEngine;
}

/** What each engine is for, in a sentence to people. */
const purposes = {
  usage: "counts who used what",
  quotas: "watches quotas",
  history: "draws curves",
  choices: "remembers what was chosen",
  devices: "tells devices apart",
  scenes: "knows scenes",
  alerts: "keeps watch",
  undo: "remembers what can be put back",
} as const satisfies Record<keyof Engines, string>;

/** @throws ControllerError `unsupported` where this process has no such engine */
export function engineOf<Name extends keyof Engines>(
  engines: Engines,
  name: Name,
  operation: string,
): NonNullable<Engines[Name]> {
  const engine = engines[name];
  if (engine !== undefined) return engine;
  throw new ControllerError(
    "unsupported",
    `Nothing here ${purposes[name]}: ${operation} needs \`pointsman run\`, which does.`,
    { endpoint: operation, reason: "no-engine", effect: "none" },
  );
}
