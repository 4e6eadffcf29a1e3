#!/usr/bin/env node
import { parseArgs } from "node:util";
import { readFileSync } from "node:fs";
import path from "node:path";
import { startBotApi } from "./telegram/index.ts";
import { type ScenarioName, scenarioNames } from "./scenarios/index.ts";
import { type SimulatorOptions, startSimulator } from "./start.ts";
import type { ProfileName } from "./world/profile.ts";

const usage =
  "pointsman-simulator --port P [--host H] [--secret S] [--scenario home|many|hostile|empty | --config FILE]\n" +
  "                    [--profile current|old] [--seed N] [--telegram-port P] [--control-port P]";

/** A command line that makes no sense; its message says what to mend. */
class UsageError extends Error {}

interface Wishes {
  readonly core: SimulatorOptions;
  readonly telegramPort: number | undefined;
}

function readWishes(args: readonly string[]): Wishes {
  const { values } = parse(args);
  if (values.config !== undefined && values.scenario !== undefined) {
    throw new UsageError("--config and --scenario exclude each other");
  }
  const seed = values.seed === undefined ? undefined : integer("--seed", values.seed, 0xffffffff);
  const core: SimulatorOptions = {
    port: port("--port", values.port) ?? 9090,
    ...defined("host", values.host),
    ...defined("secret", values.secret),
    ...defined("scenario", oneOf("--scenario", values.scenario, scenarioNames) as ScenarioName | undefined),
    ...defined("config", values.config === undefined ? undefined : configFile(values.config)),
    ...defined("profile", oneOf("--profile", values.profile, ["current", "old"]) as ProfileName | undefined),
    ...defined("controlPort", port("--control-port", values["control-port"])),
    ...defined("seed", seed),
  };
  return { core, telegramPort: port("--telegram-port", values["telegram-port"]) };
}

type Option =
  | "port"
  | "host"
  | "secret"
  | "scenario"
  | "config"
  | "profile"
  | "seed"
  | "telegram-port"
  | "control-port";

function parse(args: readonly string[]): { values: { readonly [O in Option]?: string } } {
  const option = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: option,
        host: option,
        secret: option,
        scenario: option,
        config: option,
        profile: option,
        seed: option,
        "telegram-port": option,
        "control-port": option,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The options object of a test of presence: nothing where nothing was given. */
function defined<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}

function integer(option: string, text: string, max: number): number {
  if (!/^\d+$/.test(text) || Number(text) > max)
    throw new UsageError(`${option} must be a number from 0 to ${max}, not ${text}`);
  return Number(text);
}

function port(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : integer(option, text, 65_535);
}

function oneOf(option: string, text: string | undefined, allowed: readonly string[]): string | undefined {
  if (text === undefined || allowed.includes(text)) return text;
  throw new UsageError(`${option} must be one of ${allowed.join(", ")}, not ${text}`);
}

/** `npm run` changes the directory: paths start where the person stands. */
function configFile(file: string): string {
  const full = path.resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  try {
    readFileSync(full);
  } catch {
    throw new UsageError(`--config ${file}: there is no such file that can be read`);
  }
  return full;
}

async function main(): Promise<void> {
  const wishes = readWishes(process.argv.slice(2));
  const simulator = await startSimulator(wishes.core);
  const telegram = wishes.telegramPort === undefined ? undefined : await startBotApi({ port: wishes.telegramPort });
  const line = { url: simulator.url, control: simulator.controlUrl ?? null, telegram: telegram?.url ?? null };
  process.stdout.write(`${JSON.stringify(line)}\n`);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void Promise.all([simulator.stop(), telegram?.stop()]).then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // The wrapper of `npm run` was killed without a chance to tell us.
  if (process.env["POINTSMAN_WRAPPED"] !== undefined) process.on("disconnect", end);
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port: busy } = error as { code?: unknown; port?: unknown };
  return code === "EADDRINUSE"
    ? `port ${String(busy)} is in use; choose another one, or 0 for any free one`
    : error.message;
}

main().catch((error: unknown) => {
  const message = sentence(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n${usage}\n` : `${message}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
