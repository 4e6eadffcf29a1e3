import { spawn } from "node:child_process";
import type { Logger } from "../logger.ts";

/** Tells the service manager how the app is. Does nothing where none asked to be told. */
export interface Supervisor {
  readonly ready: () => void;
  readonly stopping: () => void;
  /** Ends the watchdog's beat. */
  readonly close: () => void;
}

export interface SupervisorOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  /** Runs the program with these words; resolves with what went wrong, if something did. Replaced in tests. */
  readonly run?: (words: readonly string[]) => Promise<string | undefined>;
}

/**
 * systemd's protocol of `Type=notify`: READY=1, STOPPING=1 and, where the unit has `WatchdogSec=`, WATCHDOG=1 twice per
 * period. Node.js has no Unix datagram sockets, and the packages that add them must be compiled on each machine, so
 * systemd's own `systemd-notify` speaks for us: the unit needs `NotifyAccess=all`, as that is another process than the
 * main one. The beat comes from a timer, so that it proves that the event loop turns.
 */
export function openSupervisor({ environment, log, run = runNotify }: SupervisorOptions): Supervisor {
  if ((environment["NOTIFY_SOCKET"] ?? "") === "") return { ready: () => {}, stopping: () => {}, close: () => {} };
  let isTold = false;
  let isBeating = false;
  const notify = async (state: string): Promise<void> => {
    const problem = await run([state]);
    if (problem === undefined || isTold) return;
    isTold = true;
    log.warn(
      `systemd cannot be told ${state} (${problem}): install systemd-notify, or use Type=exec without WatchdogSec`,
    );
  };
  const beat = async (): Promise<void> => {
    // A slow one must not pile up.
    if (isBeating) return;
    isBeating = true;
    await notify("WATCHDOG=1");
    isBeating = false;
  };
  const everyMs = watchdogMs(environment);
  const timer = everyMs === undefined ? undefined : setInterval(() => void beat(), everyMs);
  timer?.unref();
  return {
    ready: () => void notify("READY=1"),
    stopping: () => void notify("STOPPING=1"),
    close: () => clearInterval(timer),
  };
}

/** Half of what the manager waits; undefined where it does not watch this process. */
function watchdogMs({ WATCHDOG_USEC: usec, WATCHDOG_PID: pid }: SupervisorOptions["environment"]): number | undefined {
  const period = Number(usec);
  if (usec === undefined || !Number.isFinite(period) || period <= 0) return undefined;
  if (pid !== undefined && Number(pid) !== process.pid) return undefined;
  return Math.max(1, Math.floor(period / 2000));
}

function runNotify(words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn("systemd-notify", [...words], { stdio: "ignore" });
    child.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once("exit", (status) => resolve(status === 0 ? undefined : `exit status ${status}`));
    child.unref();
  });
}
