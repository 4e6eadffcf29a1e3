import { type AuditRecord, type Controller, openController } from "@pointsman/core";
import { controllerOptions } from "@pointsman/core/config";
import type { AppConfig } from "../config/app.ts";
import { EngineRoom } from "./engines/engine-room.ts";
import { engineDefinitions } from "./engines/index.ts";
import type { Logger } from "./logger.ts";
import type { PartStack } from "./parts.ts";

/** How long the core's sockets, and what follows a core, are waited for, in ms. */
const controllerPatienceMs = 400;
const leavePatienceMs = 200;

export interface CoresOptions {
  readonly config: AppConfig;
  /** Absolute path of a folder that this process alone uses. */
  readonly stateDir: string;
  readonly log: Logger;
  /** Receives one record per operation that is not a query. */
  readonly audit?: (record: AuditRecord) => void;
}

/** The cores of a config, watched and remembered. */
export interface Cores {
  /** By the id that the config gives them. */
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly engines: EngineRoom;
}

/**
 * Opens the controllers that a config names, with everything that a process which runs all day can offer them: what was
 * opened is put on the stack, which stops it.
 */
export async function openCores({ config, stateDir, log, audit }: CoresOptions, parts: PartStack): Promise<Cores> {
  const engines = await EngineRoom.open(engineDefinitions, { config, stateDir, log });
  for (const part of engines.parts) parts.push(part);
  const { offers } = engines;
  const write = (record: AuditRecord): void => {
    audit?.(record);
    offers.alerts?.operation(record);
  };
  const controllers = new Map(
    [...controllerOptions(config)].map(([id, options]) => [
      id,
      openController({ ...options, audit: write, engines: offers }),
    ]),
  );
  parts.push(
    ...Array.from(controllers, ([name, controller]) => ({
      name,
      patienceMs: controllerPatienceMs,
      stop: () => controller.close(),
    })),
  );
  for (const controller of controllers.values()) engines.follow(controller);
  parts.push({ name: "engines", patienceMs: leavePatienceMs, stop: () => engines.leave() });
  return { controllers, engines };
}
