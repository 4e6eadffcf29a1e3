import { readFileSync } from "node:fs";
import type { ControllerOptions } from "@pointsman/core";
import { didYouMean } from "@pointsman/core/client";
import { resolveFile } from "./arguments.ts";
import type { CommandContext } from "./commands/command.ts";
import { UsageError } from "./exit.ts";

const DEFAULT_URL = "http://127.0.0.1:9090";

/**
 * Which core is meant: flags, else environment, else the config where one is named, else the usual address on this
 * machine. A controller's name instead of an address picks one of the config's.
 */
export async function targetOf({
  flags,
  environment,
}: Pick<CommandContext, "flags" | "environment">): Promise<ControllerOptions> {
  const named = flags.controller ?? environment["POINTSMAN_CONTROLLER"];
  const secret = secretOf({ flags, environment });
  const isAddress = named !== undefined && named.includes(":");
  const configured =
    flags.config === undefined
      ? undefined
      : await fromConfig(resolveFile(flags.config, environment), {
          environment,
          name: isAddress ? undefined : named,
          isAddressGiven: isAddress,
        });
  if (named !== undefined && !isAddress && configured === undefined) {
    throw new UsageError(
      `--controller must be an address such as ${DEFAULT_URL}, or a name in the config given by --config`,
    );
  }
  const { policy: _cap, ...base } = configured ?? { url: DEFAULT_URL };
  return { ...base, ...(isAddress ? { url: named } : {}), ...(secret === undefined ? {} : { secret }) };
}

function secretOf({ flags, environment }: Pick<CommandContext, "flags" | "environment">): string | undefined {
  if (flags.secret !== undefined && flags["secret-file"] !== undefined)
    throw new UsageError("give --secret or --secret-file, not both");
  const file = flags["secret-file"];
  if (file === undefined) return flags.secret ?? environment["POINTSMAN_SECRET"];
  try {
    return readFileSync(resolveFile(file, environment), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`--secret-file ${file} cannot be read (${code})`);
  }
}

interface Choice {
  readonly environment: CommandContext["environment"];
  readonly name: string | undefined;
  readonly isAddressGiven: boolean;
}

/** The config's controller of that name, or its only one; with an address of the user's own there need be no choice. */
async function fromConfig(
  file: string,
  { environment, name, isAddressGiven }: Choice,
): Promise<ControllerOptions | undefined> {
  const { readControllers } = await import("./config/controllers.ts");
  const controllers = readControllers(file, environment);
  const ids = [...controllers.keys()];
  const id = name ?? (ids.length === 1 ? ids[0] : undefined);
  if (id === undefined && isAddressGiven) return undefined;
  if (id === undefined)
    throw new UsageError(`the config has several controllers: choose one of ${ids.join(", ")} with --controller`);
  const found = controllers.get(id);
  if (found === undefined)
    throw new UsageError(`the config has no controller ${id}${didYouMean(id, ids) || `; it has ${ids.join(", ")}`}`);
  return found;
}
