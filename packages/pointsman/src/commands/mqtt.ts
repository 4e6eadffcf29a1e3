import { mkdirSync } from "node:fs";
import path from "node:path";
import { ControllerError, didYouMean } from "@pointsman/core";
import { textFile } from "@pointsman/core/state";
import type { MqttConfig } from "@pointsman/mqtt-bridge";
import { type AppConfig, readAppConfig } from "../config/app.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { openStateDir } from "../state/state-dir.ts";
import type { Command, CommandContext } from "./command.ts";
import { openOnes, previewTask } from "./mqtt-preview.ts";

type Task = (context: CommandContext, mqtt: MqttConfig, config: AppConfig) => Promise<number>;

const tasks = {
  purge,
  dashboard,
  discovery: previewTask("discovery"),
  topics: previewTask("states"),
  publish,
} as const satisfies Record<string, Task>;

/**
 * What is done at the broker, beside a running app: `purge` takes everything of ours off it, `dashboard` asks for one. What
 * the app would publish there, `discovery` and `topics` print without it, and `publish` puts there once, in place of the app.
 */
export const mqtt: Command = async (context) => {
  const [word, ...rest] = context.words;
  if (word === undefined || !Object.hasOwn(tasks, word) || rest.length > 0)
    throw new UsageError(`mqtt takes one word: ${Object.keys(tasks).join(", ")}`);
  const { config } = readAppConfig(context);
  if (config.mqtt === undefined)
    throw new ControllerError("invalid-input", "The config names no broker: add mqtt with its url.");
  return await tasks[word as keyof typeof tasks](context, config.mqtt, config);
};

async function purge({ console, signal }: CommandContext, config: MqttConfig): Promise<number> {
  const { purgeBroker } = await import("@pointsman/mqtt-bridge");
  const done = await purgeBroker(config, { signal });
  await console.document(done);
  return done.refused.length === 0 ? exitCodes.done : exitCodes.failed;
}

/** For a machine where nothing of ours runs all day: nothing is announced that only a running app could answer. */
async function publish({ console, signal }: CommandContext, config: MqttConfig, app: AppConfig): Promise<number> {
  const { publishOnce } = await import("@pointsman/mqtt-bridge");
  const state = openStateDir(app["state-dir"], () => undefined);
  const folder = path.join(state.path, "mqtt");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const controllers = openOnes({ ...app, policy: { ...app.policy, mqtt: "none" } }, undefined);
  try {
    const told = await publishOnce(
      {
        config,
        controllers,
        instance: state.instance,
        memory: textFile(path.join(folder, "retained.json")),
        houses: textFile(path.join(folder, "houses.json")),
      },
      { signal },
    );
    await console.document(told);
    return Object.values(told).includes("offline") ? exitCodes.failed : exitCodes.done;
  } finally {
    await Promise.all([...controllers.values()].map((controller) => controller.close()));
    state.release();
  }
}

/** YAML, as it is pasted into Home Assistant. */
async function dashboard(
  { console, signal, flags }: CommandContext,
  config: MqttConfig,
  { controllers }: AppConfig,
): Promise<number> {
  const id = controllerId(flags.controller, Object.keys(controllers));
  const { askDashboard } = await import("@pointsman/mqtt-bridge");
  await console.line((await askDashboard(config, id, { signal })).trimEnd());
  return exitCodes.done;
}

function controllerId(named: string | undefined, ids: readonly string[]): string {
  const [only, ...others] = ids;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  if (named === undefined)
    throw new UsageError(`the config has several controllers: choose one of ${ids.join(", ")} with --controller`);
  if (ids.includes(named)) return named;
  throw new UsageError(
    `the config has no controller ${named}${didYouMean(named, ids) || `; it has ${ids.join(", ")}`}`,
  );
}
