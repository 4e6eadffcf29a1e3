import { ControllerError } from "@pointsman/core";
import { readAppConfig } from "../config/app.ts";
import { exitCodes, UsageError } from "../exit.ts";
import type { Command } from "./command.ts";

/** `mqtt purge`: takes everything of ours off the broker, beside a running app or without one. */
export const mqtt: Command = async (context) => {
  const { words, console, signal } = context;
  if (words[0] !== "purge" || words.length > 1) throw new UsageError("mqtt takes one word: purge");
  const { config } = readAppConfig(context);
  if (config.mqtt === undefined)
    throw new ControllerError("invalid-input", "The config names no broker: add mqtt with its url.");
  const { purgeBroker } = await import("@pointsman/mqtt-bridge");
  const purge = await purgeBroker(config.mqtt, { signal });
  await console.document(purge);
  return purge.refused.length === 0 ? exitCodes.done : exitCodes.failed;
};
