const logLevels = ["error", "warn", "info", "debug"] as const;
type LogLevel = (typeof logLevels)[number];

/** One sentence per transition, for the service's log. */
export type Logger = { readonly [Level in LogLevel]: (sentence: string) => void };

export interface LoggerOptions {
  readonly level: LogLevel;
  /** `text`: `2026-01-31T12:00:00.000Z info ready`; `json`: one object per line. */
  readonly format: "text" | "json";
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

export function createLogger({ level, format, write, now = () => new Date() }: LoggerOptions): Logger {
  const at = (own: LogLevel) => (sentence: string) => {
    if (logLevels.indexOf(own) > logLevels.indexOf(level)) return;
    const time = now().toISOString();
    // A line break would make one entry look like two.
    const message = sentence.replace(/\s*\n\s*/g, " ");
    write(format === "json" ? JSON.stringify({ time, level: own, message }) : `${time} ${own} ${message}`);
  };
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}

/** The same logger with the part of the app in front: `mqtt: connected`. */
export function named(log: Logger, name: string): Logger {
  const at = (level: LogLevel) => (sentence: string) => log[level](`${name}: ${sentence}`);
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}
