import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLogger } from "../logger.ts";
import { openSupervisor, type Supervisor } from "./systemd.ts";

let told: string[];
let lines: string[];
let supervisor: Supervisor | undefined;
beforeEach(() => {
  told = [];
  lines = [];
  vi.useFakeTimers();
});
afterEach(() => {
  supervisor?.close();
  vi.useRealTimers();
});

function open(environment: Record<string, string>, answer?: string | Promise<undefined>): Supervisor {
  const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)) });
  const run = async (words: readonly string[]): Promise<string | undefined> => {
    told.push(...words);
    return await answer;
  };
  supervisor = openSupervisor({ environment, log, run });
  return supervisor;
}

const NOTIFY_SOCKET = "/run/systemd/notify";

describe("openSupervisor", () => {
  test("tells nobody where nobody asked", async () => {
    open({ WATCHDOG_USEC: "1000000" }).ready();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
  });

  test("tells ready and stopping, and beats twice per period in between", async () => {
    const { ready, stopping, close } = open({
      NOTIFY_SOCKET,
      WATCHDOG_USEC: "60000000",
      WATCHDOG_PID: `${process.pid}`,
    });
    ready();
    await vi.advanceTimersByTimeAsync(60_000);
    stopping();
    close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(["READY=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"]);
  });

  test.each([{}, { WATCHDOG_USEC: "x" }, { WATCHDOG_USEC: "60000000", WATCHDOG_PID: "1" }])(
    "does not beat where this process is not watched: %j",
    async (environment) => {
      open({ NOTIFY_SOCKET, ...environment });
      await vi.advanceTimersByTimeAsync(600_000);
      expect(told).toEqual([]);
    },
  );

  test("a beat that hangs is not followed by others", async () => {
    open({ NOTIFY_SOCKET, WATCHDOG_USEC: "2000000" }, new Promise<undefined>(() => {}));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual(["WATCHDOG=1"]);
  });

  test("says once what to mend where systemd cannot be told", async () => {
    const { ready, stopping } = open({ NOTIFY_SOCKET }, "ENOENT");
    ready();
    await vi.advanceTimersByTimeAsync(0);
    stopping();
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toEqual([
      "warn systemd cannot be told READY=1 (ENOENT): install systemd-notify, or use Type=exec without WatchdogSec",
    ]);
  });
});
