import { type Controller, openController } from "@pointsman/core";
import { controllerOptions } from "@pointsman/core/config";
import type { AppConfig } from "../config/app.ts";
import { openAuditFile } from "./audit-file.ts";
import { type Logger, named } from "./logger.ts";

type Controllers = ReadonlyMap<string, Controller>;

/**
 * Opens the controllers and starts the outlets that the config names. Disposing ends the outlets first, together, then
 * the controllers, then the audit.
 */
export async function startService(config: AppConfig, log: Logger): Promise<AsyncDisposable> {
  const audit = openAuditFile(config["state-dir"], log.error);
  const controllers = new Map(
    [...controllerOptions(config)].map(([id, options]) => [
      id,
      openController({ ...options, audit: (record) => audit.write(record) }),
    ]),
  );
  const outlets: AsyncDisposable[] = [];
  const service: AsyncDisposable = {
    async [Symbol.asyncDispose]() {
      await endAll(outlets);
      await endAll(controllers.values());
      await audit[Symbol.asyncDispose]();
    },
  };
  try {
    if (config.telegram !== undefined)
      outlets.push(await startTelegram(config.telegram, controllers, named(log, "telegram")));
    if (config.mqtt !== undefined) outlets.push(await startMqtt(config.mqtt, controllers, named(log, "mqtt")));
  } catch (error) {
    await service[Symbol.asyncDispose]();
    throw error;
  }
  if (outlets.length === 0) log.warn("the config names no outlet (telegram, mqtt): there is nothing to do but wait");
  return service;
}

async function endAll(parts: Iterable<AsyncDisposable>): Promise<void> {
  await Promise.all([...parts].map((part) => part[Symbol.asyncDispose]()));
}

async function startTelegram(
  config: NonNullable<AppConfig["telegram"]>,
  controllers: Controllers,
  log: Logger,
): Promise<AsyncDisposable> {
  const { startBot } = await import("@pointsman/telegram-bot");
  return await startBot({ config, controllers, log });
}

async function startMqtt(
  config: NonNullable<AppConfig["mqtt"]>,
  controllers: Controllers,
  log: Logger,
): Promise<AsyncDisposable> {
  const { startBridge } = await import("@pointsman/mqtt-bridge");
  return startBridge({ config, controllers, log });
}
