import { readAppConfig } from "../config/app.ts";
import { exitCodes } from "../exit.ts";
import { createLogger } from "../run/logger.ts";
import { startService } from "../run/service.ts";
import { openSupervisor } from "../run/supervision/systemd.ts";
import { keepWasmSmall } from "../small-heap.ts";
import type { Command } from "./command.ts";

/** Longer than all parts may take, and shorter than the 5 s that a supervisor should ever wait for. */
const STOP_MS = 4_800;

/** What fits a timer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs what the config names until a signal comes. */
export const run: Command = async (context) => {
  const { console, signal } = context;
  const { config } = readAppConfig(context);
  // The bot draws charts with it.
  if (config.telegram === undefined) keepWasmSmall();
  const log = createLogger({ ...config.log, write: (line) => void console.line(line) });
  const service = await startService(config, log, () => readAppConfig(context).config);
  const supervisor = openSupervisor({ environment: context.environment, log });
  log.info("ready");
  supervisor.ready();
  await aborted(signal);
  log.info("stopping");
  supervisor.stopping();
  const giveUp = setTimeout(() => {
    log.warn(`stopping took longer than ${STOP_MS} ms: leaving`);
    process.exit(exitCodes.done);
  }, STOP_MS);
  await service[Symbol.asyncDispose]();
  supervisor.close();
  log.info("stopped");
  // Not cleared: what a part that was given up still holds open must not keep the process.
  giveUp.unref();
  return exitCodes.done;
};

/** Keeps the process running meanwhile: listeners alone would not. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => {}, LONGEST_TIMER_MS);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
  });
}
