import type { TlsOptions } from "../client/options.ts";
import type { ControllerOptions } from "../controller/types.ts";
import type { ControllerConfig, CoreConfig } from "./schema.ts";

type OpenOptions = Omit<ControllerOptions, "audit">;

/** What `openController` needs for each core of a checked config, by the config's ids. */
export function controllerOptions(
  config: Pick<CoreConfig, "controllers" | "policy" | "switching">,
): ReadonlyMap<string, OpenOptions> {
  return new Map(Object.entries(config.controllers).map(([id, one]) => [id, openOptions(id, one, config)]));
}

function openOptions(
  id: string,
  one: ControllerConfig,
  { policy, switching }: Pick<CoreConfig, "policy" | "switching">,
): OpenOptions {
  return {
    id,
    name: id,
    url: one.url,
    ...(one.secret === undefined ? {} : { secret: one.secret }),
    ...(one.tls === undefined ? {} : { tls: tlsOptions(one.tls) }),
    ...(one.headers === undefined ? {} : { headers: one.headers }),
    policy: { outlets: policy, ...(one.policy === undefined ? {} : { controller: one.policy }) },
    switching: {
      closeConnections: switching["close-connections"],
      followRenames: switching["follow-renames"],
      reapplyRules: switching["reapply-rules"],
    },
  };
}

function tlsOptions({ "server-name": serverName, ...tls }: NonNullable<ControllerConfig["tls"]>): TlsOptions {
  return { ...tls, ...(serverName === undefined ? {} : { serverName }) };
}
