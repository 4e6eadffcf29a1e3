import type { Controller, Engines } from "@pointsman/core";
import type { AppConfig } from "../../config/app.ts";
import type { Logger } from "../logger.ts";

/** What an engine finds when it is opened. */
export interface EngineContext {
  readonly config: AppConfig;
  /** Absolute path of the state-dir; this process alone uses it. */
  readonly stateDir: string;
  /** Has the engine's name in front. One line per transition. */
  readonly log: Logger;
  /** What the engines before it in the list offer. */
  readonly engines: Engines;
}

/** An engine that was opened. */
export interface RunningEngine {
  /** What it offers to the operations. */
  readonly offers: Engines;
  /** Begins with a controller; answers the way out, called while the controller is still open. */
  follow(controller: Controller): () => void;
  /** What is wrong with it now, in one or two words for `/healthz`; undefined, or without it: nothing. */
  trouble?(): string | undefined;
  /** Saves and ends; every controller was left before. */
  close(): void | Promise<void>;
}

/** One engine of the app: what to add to the list for a new one. */
export interface EngineDefinition {
  readonly name: string;
  /** Undefined where the config has switched it off. What it throws is told in one line, and the app goes on without it. */
  open(context: EngineContext): RunningEngine | undefined | Promise<RunningEngine | undefined>;
}
