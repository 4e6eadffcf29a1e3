import path from "node:path";
import { coreConfigShape, loadConfig } from "@pointsman/core/config";
import { z } from "zod";
import { resolveFile } from "../arguments.ts";
import type { CommandContext } from "../commands/command.ts";

const { "state-dir": stateDir, "time-zone": timeZone } = coreConfigShape;
const stateOnly = z.strictObject({ "state-dir": stateDir, "time-zone": timeZone });

/** Where the state of a config's app lies. */
export interface StatePlace {
  /** The config, absolute. */
  readonly file: string;
  /** `state-dir`, absolute; perhaps not made yet. */
  readonly folder: string;
  readonly ledger: string;
  readonly timeZone?: string;
}

/** The config that the command line names: `--config`, `POINTSMAN_CONFIG`, else `pointsman.yaml` here. */
export function configFile({ flags, environment }: Pick<CommandContext, "flags" | "environment">): string {
  return resolveFile(flags.config ?? environment["POINTSMAN_CONFIG"] ?? "pointsman.yaml", environment);
}

/**
 * Reads where the state lies and nothing else: whoever only asks the ledger needs no secret of the core, and no bot token.
 * @throws ConfigError
 */
export function readStatePlace(context: Pick<CommandContext, "flags" | "environment">): StatePlace {
  const file = configFile(context);
  const config = loadConfig({ file, schema: stateOnly, environment: context.environment, ignoreOthers: true });
  return {
    file,
    folder: config["state-dir"],
    ledger: path.join(config["state-dir"], "ledger.db"),
    ...(config["time-zone"] === undefined ? {} : { timeZone: config["time-zone"] }),
  };
}
