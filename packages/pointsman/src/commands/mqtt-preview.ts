import { type Controller, ControllerError, openController } from "@pointsman/core";
import { controllerOptions } from "@pointsman/core/config";
import type { MqttConfig, Preview } from "@pointsman/mqtt-bridge";
import type { AppConfig } from "../config/app.ts";
import { exitCodes } from "../exit.ts";
import { previewInstance } from "../state/instance.ts";
import type { CommandContext } from "./command.ts";

/** Prints a part of what the bridge would publish, a line per message. Neither broker nor state is touched. */
export function previewTask(part: keyof Preview) {
  return async ({ console, signal, flags }: CommandContext, mqtt: MqttConfig, config: AppConfig): Promise<number> => {
    const { previewBridge } = await import("@pointsman/mqtt-bridge");
    const controllers = openOnes(config, flags.controller);
    try {
      const preview = await previewBridge({
        config: mqtt,
        controllers,
        instance: previewInstance(config["state-dir"]),
        signal,
      });
      for (const message of preview[part]) await console.line(JSON.stringify(message));
    } finally {
      await Promise.all([...controllers.values()].map((controller) => controller.close()));
    }
    return exitCodes.done;
  };
}

/** The controllers of a config, or the one of that name. */
export function openOnes(config: AppConfig, only: string | undefined): ReadonlyMap<string, Controller> {
  const wanted = [...controllerOptions(config)].filter(([id]) => only === undefined || id === only);
  if (wanted.length === 0) throw new ControllerError("invalid-input", `The config has no controller ${only}.`);
  return new Map(wanted.map(([id, options]) => [id, openController(options)]));
}
