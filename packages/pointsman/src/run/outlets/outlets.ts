import { mkdirSync } from "node:fs";
import path from "node:path";
import type { AuditRecord, Controller } from "@pointsman/core";
import type { AppConfig } from "../../config/app.ts";
import { type Logger, named } from "../logger.ts";
import type { HealthProbe } from "../health/health.ts";
import type { Part } from "../parts.ts";
import { textFile } from "@pointsman/core/state";

/** A way to people that runs. */
export interface Outlet extends Part {
  /** Whether it reaches its server. */
  readonly probe: HealthProbe;
}

/** How long an outlet may take to say goodbye, in ms: what follows it must fit into the 5 s that a supervisor waits. */
const patienceMs = 3300;

export interface OutletContext {
  readonly config: AppConfig;
  /** Reads it anew; throws where it cannot be read. */
  readonly reread?: () => AppConfig;
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Name of this installation. */
  readonly instance: string;
  /** Where the process keeps its memory. */
  readonly stateDir: string;
  /** What outlets do besides operations on controllers is written down here. */
  readonly audit: (record: AuditRecord) => void;
  /** The latest of it, newest first. */
  readonly auditTrail: (most: number) => readonly AuditRecord[];
  readonly log: Logger;
}

/**
 * Starts the ways to people that the config names. None waits for its server to be there.
 * @param started Told of each as soon as it runs, so that it is stopped should the next one fail.
 * @throws Error in one sentence where the config asks for what cannot be
 */
export async function startOutlets(context: OutletContext, started: (outlet: Outlet) => void): Promise<void> {
  const { config, reread, controllers, instance, stateDir, audit, auditTrail, log } = context;
  if (config.telegram !== undefined) {
    const { startBot } = await import("@pointsman/telegram-bot");
    const timeZone = config["time-zone"];
    const bot = await startBot({
      config: config.telegram,
      controllers,
      log: named(log, "telegram"),
      stateDir: path.join(stateDir, "telegram"),
      audit,
      auditTrail,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const probe: HealthProbe = () => ({ part: "telegram", isWell: bot.health === "online", state: bot.health });
    started({ name: "telegram", patienceMs, probe, stop: () => bot.stop() });
  }
  if (config.mqtt !== undefined) {
    const { startBridge } = await import("@pointsman/mqtt-bridge");
    const timeZone = config["time-zone"];
    const folder = path.join(stateDir, "mqtt");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const bridge = startBridge({
      config: config.mqtt,
      controllers,
      instance,
      ...(reread === undefined ? {} : { reread: () => reread().mqtt }),
      log: named(log, "mqtt"),
      memory: textFile(path.join(folder, "retained.json")),
      houses: textFile(path.join(folder, "houses.json")),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const probe: HealthProbe = () => ({
      part: "mqtt",
      isWell: bridge.connection.startsWith("mqtt"),
      state: bridge.connection,
    });
    started({ name: "mqtt", patienceMs, probe, stop: () => bridge.stop() });
  }
}
