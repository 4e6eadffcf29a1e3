import type { ControllerOptions } from "@pointsman/core";
import { controllerOptions, coreConfigShape, loadConfig } from "@pointsman/core/config";
import { z } from "zod";

const { controllers, policy, switching } = coreConfigShape;
const controllersOnly = z.strictObject({ controllers, policy, switching });

/** The controllers of a config, without looking at the outlets' part: a script needs no bot token. */
export function readControllers(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, ControllerOptions> {
  return controllerOptions(loadConfig({ file, schema: controllersOnly, environment, ignoreOthers: true }));
}
