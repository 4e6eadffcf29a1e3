import type { BridgeLog } from "../bridge-options.ts";

/** A log that is told to somebody else as well. */
export function tellingLog(log: BridgeLog, tell: (level: "info" | "warn", sentence: string) => void): BridgeLog {
  const at = (level: "info" | "warn") => (sentence: string) => {
    log[level](sentence);
    tell(level, sentence);
  };
  return { info: at("info"), warn: at("warn") };
}

export const silentLog: BridgeLog = { info: () => undefined, warn: () => undefined };
