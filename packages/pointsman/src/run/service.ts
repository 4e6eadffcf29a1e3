import type { AppConfig } from "../config/app.ts";
import { openStateDir } from "../state/state-dir.ts";
import { openAuditFile } from "./audit-file.ts";
import { logController } from "./controller-log.ts";
import { openCores } from "./cores.ts";
import { type Logger, named } from "./logger.ts";
import { type Outlet, startOutlets } from "./outlets/outlets.ts";
import { PartStack } from "./parts.ts";

/** How long the last lines on the disk are waited for, in ms. */
const filePatienceMs = 200;

/**
 * Wires what the config names, from the ground up: state-dir, audit, engines, controllers, what follows them, outlets.
 * Disposing stops it from the top down, each part with its own patience, in less than 5 s together.
 * @param reread Reads the config anew, for what is renewed while the service runs: certificates and passwords.
 * @throws ControllerError `busy` where another process uses the state-dir; Error in one sentence where nothing can start
 */
export async function startService(config: AppConfig, log: Logger, reread?: () => AppConfig): Promise<AsyncDisposable> {
  const parts = new PartStack(log);
  try {
    await startParts(config, log, { parts, reread });
  } catch (error) {
    await parts.stop();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => parts.stop() };
}

async function startParts(
  config: AppConfig,
  log: Logger,
  { parts, reread }: { readonly parts: PartStack; readonly reread: (() => AppConfig) | undefined },
): Promise<void> {
  const state = openStateDir(config["state-dir"], log.warn);
  parts.push({ name: "state-dir", patienceMs: filePatienceMs, stop: () => state.release() });

  const audit = openAuditFile(state.path, log);

  const { controllers, engines } = await openCores(
    { config, stateDir: state.path, log, audit: (record) => audit.write(record) },
    parts,
  );

  const logs = Array.from(controllers.values(), (controller) =>
    logController({ controller, log: named(log, controller.id) }),
  );
  parts.push({
    name: "log",
    patienceMs: filePatienceMs,
    stop: () => {
      for (const stop of logs) stop();
    },
  });

  const outlets: Outlet[] = [];
  try {
    await startOutlets(
      {
        config,
        ...(reread === undefined ? {} : { reread }),
        controllers,
        instance: state.instance,
        stateDir: state.path,
        audit: (record) => audit.write(record),
        auditTrail: (most) => audit.latest(most),
        log,
      },
      (outlet) => outlets.push(outlet),
    );
  } finally {
    parts.push(...outlets);
  }
  if (config.http !== undefined) {
    const { startHttpOutlet } = await import("./outlets/http.ts");
    const probes = [...outlets.map(({ probe }) => probe), ...engines.probes];
    parts.push(
      await startHttpOutlet({
        config: config.http,
        controllers,
        engines: engines.offers,
        parts: probes,
        log: named(log, "http"),
      }),
    );
  }
  if (outlets.length === 0)
    log.warn("the config names no outlet (telegram, mqtt): nobody can steer the cores through it");
}
